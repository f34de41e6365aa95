"""Places as lines of a list."""

from dataclasses import dataclass

from django.http import HttpRequest

from sagacity.miniapps.places import distance, looks, mine
from sagacity.registry import api as registry


@dataclass(frozen=True, slots=True)
class Row:
    """One place in a list."""

    key: str
    name: str
    looks: list[looks.Look]
    address: str
    far: str
    is_saved: bool

    @property
    def icon(self) -> str:
        return self.looks[0].icon if self.looks else "location"


def rows(
    request: HttpRequest, places: tuple[registry.Place, ...], origin: distance.Origin | None
) -> list[Row]:
    """Each with its distance, when it is known from where."""
    kept = set(mine.keys(request))
    return [
        Row(
            key=one.key,
            name=looks.name_of(one),
            looks=looks.looks(facet.kind for facet in one.facets),
            address=one.address.text,
            far=distance.words(distance.metres(origin, one.point)) if origin and origin.label else "",
            is_saved=one.key in kept,
        )
        for one in places
    ]
