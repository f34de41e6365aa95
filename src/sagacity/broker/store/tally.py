"""The tally: how many entities there are of each facet, changed in the transaction that changes the entities.

Which types and attributes a tenant has is read from a few rows, however many entities lie behind them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import orjson

from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.ld.rows import kinds, types
from sagacity.broker.selection import Selection
from sagacity.broker.store.base import Pair, Session
from sagacity.broker.store.rows import COLUMNS, from_row

_NOTED = ("types", "type_names", "names")  # what a row may note of its names, see ld.rows
_FACET = "path, type, types, attr, attr_type, kind, iri"
_ADD = (
    f"INSERT INTO broker_tally (tenant, facet, {_FACET}, n) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (tenant, facet) DO UPDATE SET n = broker_tally.n + excluded.n"
)
_DROP = "DELETE FROM broker_tally WHERE tenant = ? AND facet = ? AND n <= 0"


class Facet(NamedTuple):
    """What entities are counted by: where they lie, their type, and one attribute of it.

    ``attr`` "": the entity itself. ``kind`` is what NGSI-LD calls the attribute. ``types`` (a JSON list of
    addresses) and ``iri`` are empty unless they are noted in the row: else they follow from the short name.
    """

    path: str
    type: str
    types: str = ""
    attr: str = ""
    attr_type: str = ""
    kind: str = ""
    iri: str = ""


def facets_of(entity: Entity) -> Iterator[Facet]:
    """The facets one entity counts for."""
    notes = entity.ld or {}
    noted = ""
    if notes.get("types") or notes.get("type_names"):
        noted = orjson.dumps(list(types.of(entity))).decode()
    names = notes.get("names") or {}
    yield Facet(entity.path, entity.type, noted)
    for name, kept in entity.attributes.items():
        kind = kinds.kind(kept.type, kept.value)[0]
        yield Facet(entity.path, entity.type, noted, name, kept.type, kind, names.get(name, ""))


def record(
    session: Session,
    tenant: str,
    *,
    new: Iterable[Entity] = (),
    changed: Iterable[Pair] = (),
    gone: Iterable[Entity] = (),
) -> None:
    """Count what a transaction makes of the entities of a tenant."""
    change: Counter[Facet] = Counter()
    for entity in new:
        change.update(facets_of(entity))
    for was, now in changed:
        if _differ(was, now):
            change.update(facets_of(now))
            change.subtract(facets_of(was))
    for entity in gone:
        change.subtract(facets_of(entity))
    add(session, ((tenant, facet, n) for facet, n in change.items() if n))


def add(session: Session, counted: Iterable[tuple[str, Facet, int]]) -> None:
    """Add to the numbers there are; a facet that nothing has any more goes."""
    rows = [(tenant, _digest(facet), *facet, n) for tenant, facet, n in counted]
    if not rows:
        return
    session.execute_many(_ADD, rows)
    if fewer := [row[:2] for row in rows if row[-1] < 0]:
        session.execute_many(_DROP, fewer)


def facets(session: Session, selection: Selection, *, at: int) -> dict[Facet, int]:
    """The facets of living entities; of a selection its tenant, paths, types and reach are looked at."""
    found: Counter[Facet] = Counter()
    rows = session.execute(f"SELECT {_FACET}, n FROM broker_tally WHERE tenant = ?", (selection.tenant,))
    for *facet, n in rows:
        if selection.covers(facet[0], facet[1]):
            found[Facet(*facet)] = n
    for entity in _expired(session, selection, at):
        found.subtract(facets_of(entity))
    return {facet: n for facet, n in found.items() if n > 0}


def counts(session: Session, selection: Selection, *, at: int) -> dict[str, int]:
    """type → how many entities are alive; the same parts of the selection count."""
    rows = session.execute(
        "SELECT path, type, sum(n) FROM broker_tally WHERE tenant = ? AND attr = '' GROUP BY path, type",
        (selection.tenant,),
    )
    found: Counter[str] = Counter()
    for path, type_, n in rows:
        if selection.covers(path, type_):
            found[type_] += int(n)
    for entity in _expired(session, selection, at):
        found[entity.type] -= 1
    return {type_: n for type_, n in sorted(found.items()) if n > 0}


def _expired(session: Session, selection: Selection, at: int) -> Iterator[Entity]:
    """Counted still, but not alive: those that expired since the last sweep; see writing/expiring.py."""
    rows = session.execute(f"SELECT tenant, {COLUMNS} FROM broker_entity WHERE expires <= ?", (at,))
    for tenant, *row in rows:
        if tenant == selection.tenant and selection.covers(row[3], row[2]):
            yield from_row(tuple(row))


def _differ(was: Entity, now: Entity) -> bool:
    """Whether they may count for different facets; an update of values must cost next to nothing."""
    old, new = was.attributes, now.attributes
    if len(old) != len(new) or (was.ld is not now.ld and _noted(was) != _noted(now)):
        return True
    for name, kept in new.items():
        before = old.get(name)
        if before is not kept and (before is None or _may_differ(before, kept)):
            return True
    return False


def _may_differ(before: Attribute, kept: Attribute) -> bool:
    if before.type != kept.type or (before.value is None) is not (kept.value is None):
        return True
    return kept.type in kinds.BY_VALUE and kinds.kind(before.type, before.value) != kinds.kind(
        kept.type, kept.value
    )


def _noted(entity: Entity) -> Sequence[object]:
    notes = entity.ld or {}
    return [notes.get(name) for name in _NOTED]


@lru_cache(maxsize=20_000)
def _digest(facet: Facet) -> bytes:
    """The key of a row: the whole facet may be longer than an index of PostgreSQL holds."""
    return blake2b(orjson.dumps(list(facet)), digest_size=16).digest()
