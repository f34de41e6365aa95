"""What a page looks for, and the selection that answers it."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

from sagacity.broker.entity import Entity
from sagacity.broker.looking.reading import name_of
from sagacity.broker.querying import order, q
from sagacity.broker.querying.condition import Condition
from sagacity.broker.refusals import BadRequest
from sagacity.broker.selection import EVERYWHERE, Box, Order, PathScope, Predicate, Selection
from sagacity.broker.store.boxes import box_of

Sort = Literal["created", "-changed", "changed", "id", "type", "name"]
Rectangle = tuple[float, float, float, float]  # south, west, north, east
SORTS: dict[Sort, str] = {
    "-changed": "!dateModified",
    "changed": "dateModified",
    "id": "id",
    "type": "type,id",
    "name": "",
    "created": "",
}


class NotUnderstood(Exception):
    """The condition on attributes cannot be read; the text says at which place."""


@dataclass(frozen=True, slots=True)
class Wish:
    """All parts must hold; empty ones mean "any".

    ``path``: that service path and what lies below it. ``condition``: NGSIv2's q, such as ``waterLevel>2``
    or only the name of an attribute. ``words``: part of the id or of the name.
    """

    tenant: str = ""
    path: str = ""
    ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    words: str = ""
    condition: str = ""
    within: Rectangle | None = None
    sort: Sort = "created"


def selection(wish: Wish, *, limit: int, offset: int = 0, ordered: bool = True) -> Selection:
    """The question behind a wish.

    Raises:
        NotUnderstood: the condition is none.
    """
    return Selection(
        tenant=wish.tenant,
        paths=(PathScope(wish.path, subtree=True),) if wish.path else (EVERYWHERE,),
        ids=wish.ids,
        types=wish.types,
        predicates=tuple(_predicates(wish)),
        order=_order(wish.sort) if ordered else (),
        limit=limit,
        offset=offset,
        count=True,
    )


def _predicates(wish: Wish) -> list[Predicate]:
    found: list[Predicate] = []
    if wish.condition:
        try:
            found.append(q.parse(wish.condition))
        except BadRequest as problem:
            raise NotUnderstood(str(problem)) from problem
    if wish.words:
        found.append(_says(wish.words))
    if wish.within:
        found.append(_inside(wish.within))
    return found


def _says(words: str) -> Condition:
    wanted = _folded(words)
    return Condition(lambda entity: wanted in _folded(entity.id) or wanted in _folded(name_of(entity)))


def _inside(rectangle: Rectangle) -> Condition:
    south, west, north, east = rectangle

    def test(entity: Entity) -> bool:
        box = box_of(entity)
        if box is None:
            return False
        latitude, longitude = (box.south + box.north) / 2, (box.west + box.east) / 2
        return south <= latitude <= north and west <= longitude <= east

    return Condition(test, box=Box(west=west, south=south, east=east, north=north))


def _order(sort: Sort) -> tuple[Order, ...]:
    if sort == "name":
        return (Order(name_of),)
    return order.parse(SORTS[sort]) if SORTS[sort] else ()


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
