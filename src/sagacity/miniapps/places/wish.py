"""What the resident asks for, as it stands in the address: a link can be passed on and means the same."""

from dataclasses import dataclass
from math import isfinite

from django.http import HttpRequest

from sagacity.miniapps.places import hazards
from sagacity.registry import api as registry

HAVING = ("parking", "aed_near", "shelter")
SORTS = ("district", "here", "middle", "name")
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Wish:
    """The filters of one question; what nobody offers is left out, so that old links keep working."""

    kinds: tuple[str, ...] = ()
    words: str = ""
    town: str = ""
    having: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    open_now: bool = False
    sort: str = ""
    here: registry.Point | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether anything is filtered at all."""
        return bool(self.kinds or self.words or self.town or self.is_special)

    @property
    def is_special(self) -> bool:
        """Whether one of the filters under "more conditions" is on."""
        return bool(self.having or self.hazards or self.open_now)


def read(request: HttpRequest) -> Wish:
    said = request.GET
    known = registry.facet_counts()
    chosen_hazards = _some(said.getlist("hazard"), [one.key for one in hazards.every()])
    kinds = _some(said.getlist("kind"), list(known))
    return Wish(
        kinds=(hazards.KIND,) if chosen_hazards else kinds,
        words=said.get("q", "").strip()[:LONGEST],
        town=said.get("town", "").strip()[:200],
        having=_some(said.getlist("with"), HAVING),
        hazards=chosen_hazards,
        open_now=said.get("open") == "1",
        sort=said.get("sort", "") if said.get("sort") in SORTS else "",
        here=point(said.get("here", "")),
    )


def point(text: str) -> registry.Point | None:
    """「33.25,130.30」, as the button for the present place writes it; anything else is no point."""
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError:
        return None
    if not (isfinite(latitude) and isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return registry.Point(latitude, longitude)


def _some(said: list[str], offered: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in offered if one in said)
