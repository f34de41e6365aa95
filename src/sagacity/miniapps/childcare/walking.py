"""How far it is on foot, from where, and how that was worked out."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sagacity.identity import api as identity
from sagacity.registry import api as registry

DETOUR = 1.3  # streets against the straight line; pages say so
PER_MINUTE = 80  # metres, as notices of flats count


@dataclass(frozen=True, slots=True)
class Home:
    """The point distances are measured from: the middle of the chosen district, never a house."""

    name: str
    point: registry.Point


def home(request: HttpRequest) -> Home | None:
    """The representative point of the district this device chose; None without one."""
    key = identity.device_of(request).district
    try:
        town = registry.town(key) if key else None
    except registry.NoSuchTown:
        return None
    return Home(town.name, town.point) if town and town.point else None


def metres(home: Home | None, point: registry.Point | None) -> int | None:
    """As the crow flies; None when one of the two is not known."""
    if home is None or point is None:
        return None
    here = (home.point.latitude, home.point.longitude)
    return round(registry.metres(here, (point.latitude, point.longitude)))


def words(straight: int | None) -> str:
    """Minutes on foot and the straight line they come from."""
    if straight is None:
        return ""
    minutes = max(1, -(-round(straight * DETOUR) // PER_MINUTE))
    far = f"{max(10, round(straight, -1))} m" if straight < 995 else f"{straight / 1000:.1f} km"
    return _("歩いて約%(minutes)s分（直線%(far)s）") % {"minutes": minutes, "far": far}
