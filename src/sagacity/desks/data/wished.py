"""Which live entities a clerk looks for, as it stands in the address."""

from dataclasses import dataclass
from typing import Literal, get_args

from django.http import HttpRequest, QueryDict

from sagacity.broker import api as broker
from sagacity.kit.ui import api as ui

LONGEST = 200
Sort = Literal["-changed", "changed", "name", "id", "type", "created"]
FIRST: Sort = "-changed"


@dataclass(frozen=True, slots=True)
class Asked:
    """The wish, and the rest of the address for links."""

    wish: broker.Wish
    query: str

    @property
    def is_narrow(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.wish.types or self.wish.words or self.wish.condition)


def read(request: HttpRequest, *, within: ui.View | None = None) -> Asked:
    """What the address says; what nobody offers is left out."""
    said = request.GET
    sort = said.get("sort", "")
    wish = broker.Wish(
        tenant=_text(said, "tenant"),
        ids=(_text(said, "id"),) if said.get("id") else (),
        types=(_text(said, "type"),) if said.get("type") else (),
        words=_text(said, "q"),
        condition=_text(said, "attribute"),
        within=within.bbox if within else None,
        sort=next((one for one in get_args(Sort) if one == sort), FIRST) if not within else "created",
    )
    query = said.copy()
    query.pop("page", None)
    return Asked(wish, query.urlencode())


def _text(said: QueryDict, name: str) -> str:
    return said.get(name, "").strip()[:LONGEST]
