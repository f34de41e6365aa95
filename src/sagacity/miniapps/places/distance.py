"""How far it is, and from where."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sagacity.identity import api as identity
from sagacity.kit.city import api as city
from sagacity.registry import api as registry


@dataclass(frozen=True, slots=True)
class Origin:
    """The point distances are measured from, and how to call it; without a name no distance is told."""

    point: registry.Point
    label: str = ""


def district(request: HttpRequest) -> registry.Town | None:
    """The town this device chose, as long as there is such a town."""
    key = identity.device_of(request).district
    try:
        return registry.town(key) if key else None
    except registry.NoSuchTown:
        return None


def from_district(town: registry.Town | None) -> Origin | None:
    if town is None or town.point is None:
        return None
    return Origin(town.point, _("町字の代表点からの距離") + f"（{town.name}）")


def from_middle() -> Origin:
    """The middle of the city's map: an order for newcomers, not a place anybody stands at."""
    here = city.current()
    return Origin(registry.Point(here.latitude, here.longitude))


def from_here(point: registry.Point) -> Origin:
    return Origin(point, _("現在地からの距離"))


def metres(origin: Origin, point: registry.Point | None) -> int | None:
    """As the crow flies; None when nobody wrote where the place is."""
    if point is None:
        return None
    here, there = origin.point, point
    return round(registry.metres((here.latitude, here.longitude), (there.latitude, there.longitude)))


def words(metres: int | None) -> str:
    """350 m, 1.2 km; nothing when it is not known."""
    if metres is None:
        return ""
    if metres < 995:
        return _("約%(distance)s m") % {"distance": max(10, round(metres, -1))}
    return _("約%(distance)s km") % {"distance": f"{metres / 1000:.1f}"}
