"""The reach of the caller laid over questions, entities and changes, between the faces and the store."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import msgspec

from sagacity.broker.access.caller import CALLER, Caller
from sagacity.broker.door.request import Request
from sagacity.broker.entity import Entity
from sagacity.broker.refusals import NotFound
from sagacity.broker.selection import Reach, Selection
from sagacity.broker.v2 import headers
from sagacity.broker.writing.change import After, Change, Verb
from sagacity.broker.writing.transaction import NO_ENTITY

EXPIRES = "dateExpires"


Window = Callable[[str, str, str], bool]  # (path, type, attribute) → whether the caller's reach holds it


def narrowed(selection: Selection, caller: Caller | None = None) -> Selection:
    """The question, answered as though nothing beyond the caller's reach existed."""
    caller = caller or CALLER.get()
    if caller.unlimited:
        return selection
    reach = caller.reach(selection.tenant, "read")
    hides = any(grant.attributes for grant in reach)
    return replace(
        selection,
        within=tuple(Reach(grant.scope, grant.types) for grant in reach),
        sight=_sight(caller, selection.tenant) if hides else None,
    )


def _sight(caller: Caller, tenant: str) -> Callable[[Entity], Entity]:
    """What is found lies within the reach, so something of it is seen."""
    return lambda entity: caller.sees(tenant, entity) or entity.with_attributes({}, at=entity.modified)


def seen(tenant: str, entities: Iterable[Entity]) -> list[Entity]:
    """Of some entities those, and that of them, which the caller sees."""
    caller = CALLER.get()
    if caller.unlimited:
        return list(entities)
    return [shown for entity in entities if (shown := caller.sees(tenant, entity)) is not None]


def window(request: Request) -> Window | None:
    """For what reads tables directly: which attributes the request may be about; None means all."""
    caller: Caller = request.caller
    if caller.unlimited:
        return None
    tenant, verb = headers.tenant_of(request), request.verb
    reach = caller.reach(tenant, verb)

    def holds(path: str, type_: str, attribute: str) -> bool:
        return any(
            grant.covers(path, type_) and (not grant.attributes or attribute in grant.attributes)
            for grant in reach
        )

    return holds


def check_points(request: Request, points: Iterable[tuple[str, str, str]]) -> None:
    """Refuse to record what lies beyond the caller's reach: (path, type, attribute) of each point."""
    holds = window(request)
    for path, type_, attribute in points:
        if holds is not None and not holds(path, type_, attribute):
            raise request.caller.refusal(f"this key may not write {attribute} of {type_} at {path}")


def guarded(changes: Sequence[Change]) -> Sequence[Change]:
    """The changes, each refused where it would leave the caller's reach."""
    caller = CALLER.get()
    if caller.unlimited:
        return changes
    return [msgspec.structs.replace(change, verb=_guarded(caller, change)) for change in changes]


def _guarded(caller: Caller, change: Change) -> Verb:
    """The verb decides on what is stored at that moment, and so does its guard."""

    def verb(stored: Entity | None, at: int) -> After:
        if stored is not None and caller.sees(change.tenant, stored, "write") is None:
            if not change.creates and caller.sees(change.tenant, stored) is None:
                raise NotFound(NO_ENTITY)
            raise caller.refusal(
                f"this key may not write entities of the type {stored.type} at {stored.path}"
            )
        after = change.verb(stored, at)
        subject = after.entity or stored
        names = _names(stored, after)
        if subject is not None and not caller.may_write(change.tenant, subject.path, subject.type, names):
            raise caller.refusal(_sentence(caller, change.tenant, subject, names))
        return after

    return verb


def _names(stored: Entity | None, after: After) -> frozenset[str]:
    """The attributes that a change carries, adds, alters or takes away."""
    before = stored.attributes if stored else {}
    now = after.entity.attributes if after.entity else {}
    names = set(after.touched)
    names.update(name for name, kept in now.items() if before.get(name) is not kept)
    names.update(before.keys() - now.keys())
    if stored and after.entity and (stored.type, stored.path) != (after.entity.type, after.entity.path):
        names.update(before.keys() | now.keys())  # all of it moves to where the reach may be another one
    if (stored.expires if stored else None) != (after.entity.expires if after.entity else None):
        names.add(EXPIRES)
    return frozenset(names)


def _sentence(caller: Caller, tenant: str, subject: Entity, names: frozenset[str]) -> str:
    writable = caller.visible_attributes(tenant, subject.path, subject.type, "write")
    if not writable:
        return f"this key may not write entities of the type {subject.type} at {subject.path}"
    return "this key may not write: " + ", ".join(sorted(names - writable))
