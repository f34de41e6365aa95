"""All that is stored and does not fit its model."""

from collections.abc import Iterator
from dataclasses import dataclass

from sagacity.broker.access.caller import Caller
from sagacity.broker.entity import Entity
from sagacity.broker.ld import notes
from sagacity.broker.ld.rows import types
from sagacity.broker.ld.rows.names import iri
from sagacity.broker.modelling.misfit import Misfit
from sagacity.broker.modelling.model import Model
from sagacity.broker.selection import PathScope
from sagacity.broker.store.base import Session
from sagacity.broker.store.rows import COLUMNS, from_row

AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Unfit:
    """An entity with what does not fit."""

    id: str
    path: str
    misfits: tuple[Misfit, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """How many entities of a type were looked at, how many of them do not fit, and a page of these."""

    entities: int
    unfit: int
    page: tuple[Unfit, ...]


def look(
    session: Session,
    model: Model,
    *,
    tenant: str,
    scope: PathScope,
    at: int,
    caller: Caller,
    limit: int,
    offset: int = 0,
) -> Looked:
    """Look at every living entity of the type, as far as the caller sees; the oldest first."""
    entities = unfit = 0
    page: list[Unfit] = []
    for entity in _entities(session, model.type, tenant=tenant, at=at):
        seen = caller.sees(tenant, entity) if scope.covers(entity.path) else None
        if seen is None:
            continue
        entities += 1
        found = model.misfits(seen)
        if found:
            unfit += 1
            if offset < unfit <= offset + limit:
                page.append(Unfit(entity.id, entity.path, tuple(found)))
    return Looked(entities, unfit, tuple(page))


def _entities(session: Session, type_: str, *, tenant: str, at: int) -> Iterator[Entity]:
    """Those whose further types name it too."""
    address = iri(type_)
    known = notes.known(session, tenant, types=frozenset({address}), attributes=frozenset())
    keys = sorted(known.types[address] | {type_})
    marks, last = ", ".join("?" * len(keys)), -1
    while rows := session.execute(
        f"SELECT {COLUMNS} FROM broker_entity WHERE tenant = ? AND type IN ({marks}) AND seq > ?"
        " AND (expires IS NULL OR expires > ?) ORDER BY seq LIMIT ?",
        (tenant, *keys, last, at, AT_ONCE),
    ):
        for row in rows:
            entity = from_row(row)
            last = entity.seq
            if type_ in types.keys_of(entity):
                yield entity
