"""Questions about entities now; answered in the thread that asks."""

from collections.abc import Iterator
from dataclasses import replace

from sagacity.broker.here import here
from sagacity.broker.looking.facts import Found, Kind, Live
from sagacity.broker.looking.reading import live
from sagacity.broker.looking.wish import Wish, selection
from sagacity.broker.selection import Selection
from sagacity.broker.store import tally
from sagacity.broker.store.base import Session

PIECE = 1_000  # entities held at once while all are walked through
SORTED = 20_000  # more than this is shown in the order of creation: sorting must read every row


class NoSuchEntity(Exception):
    """There is no entity of this name, or it has expired."""


def find_live(wish: Wish, *, limit: int = 20, offset: int = 0) -> Found:
    """One page of what is wished for.

    Raises:
        NotUnderstood: the condition is none.
    """
    if wish.sort == "created":
        return _find(wish, limit=limit, offset=offset, ordered=False)
    count = _find(wish, limit=0, offset=0, ordered=False).total
    if count > SORTED:
        return replace(_find(wish, limit=limit, offset=offset, ordered=False), is_sorted=False)
    return _find(wish, limit=limit, offset=offset, ordered=True)


def _find(wish: Wish, *, limit: int, offset: int, ordered: bool) -> Found:
    page = here().find_now(selection(wish, limit=limit, offset=offset, ordered=ordered))
    return Found(tuple(live(one, tenant=wish.tenant) for one in page.entities), page.total or 0)


def every_live(wish: Wish) -> Iterator[Live]:
    """All that is wished for, in the order of creation, piece by piece: for files of any length.

    Raises:
        NotUnderstood: the condition is none; said before the first piece.
    """
    return _walk(replace(selection(wish, limit=PIECE, ordered=False), count=False))


def _walk(asked: Selection) -> Iterator[Live]:
    last = 0
    while entities := here().find_now(replace(asked, after=last)).entities:
        yield from (live(one, tenant=asked.tenant) for one in entities)
        last = entities[-1].seq


def attributes_of_live(*, tenant: str, type: str) -> list[str]:
    """The names of all attributes that entities of a type have now."""
    at = here().clock()
    asked = Selection(tenant, types=(type,))
    facets = here().read_now(lambda session: tally.facets(session, asked, at=at))
    return sorted({facet.attr for facet in facets if facet.attr})


def one_live(*, tenant: str, id: str, type: str = "", path: str = "") -> Live:
    """One entity; without type and path the first of its id.

    Raises:
        NoSuchEntity: there is none, or no longer.
    """
    for entity in here().entities_of_now(tenant, [id]):
        if type in ("", entity.type) and path in ("", entity.path):
            return live(entity, tenant=tenant)
    raise NoSuchEntity(id)


def kinds_of_live(*, tenant: str) -> list[Kind]:
    """Every type there is now, by its name, with how many."""
    at = here().clock()
    counts = here().read_now(lambda session: tally.counts(session, Selection(tenant), at=at))
    return [Kind(type_, count) for type_, count in counts.items()]


def tenants() -> list[str]:
    """Whose entities there are; the city's own tenant is "" and comes first."""
    return here().read_now(_tenants)  # type: ignore[no-any-return]


def _tenants(session: Session) -> list[str]:
    """Each look jumps to the next name in the index, however many rows the last one has."""
    found = [""]
    while True:
        rows = session.execute("SELECT MIN(tenant) FROM broker_entity WHERE tenant > ?", (found[-1],))
        if rows[0][0] is None:
            return found
        found.append(str(rows[0][0]))
