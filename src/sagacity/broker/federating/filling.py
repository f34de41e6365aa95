"""Answers filled up with what others have: local values win, only what is missing is asked for."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import product

import msgspec

from sagacity.broker.access import guarding
from sagacity.broker.broker import Broker
from sagacity.broker.door.request import Request
from sagacity.broker.entity import Entity
from sagacity.broker.federating import forwarding, shelf
from sagacity.broker.federating.journey import Journey
from sagacity.broker.federating.registration import Registration, common
from sagacity.broker.selection import Page, Selection, Subject
from sagacity.broker.store import finding

Wanted = tuple[list[Subject], tuple[str, ...]]
Key = tuple[str, str]
_BUILTIN = frozenset({"dateCreated", "dateModified", "dateExpires", "servicePath", "alterationType"})


def concerns(broker: Broker, tenant: str) -> bool:
    """Whether anybody else has anything for a tenant; next to nothing while nobody has."""
    return bool(shelf.of(broker).of_tenant(tenant))


async def fill(
    broker: Broker,
    request: Request,
    selection: Selection,
    page: Page,
    *,
    attrs: tuple[str, ...] = (),
    expression: dict[str, str] | None = None,
) -> Page:
    """The page with what providers add: missing attributes, and whole entities behind the local ones.

    ``attrs``: the attributes asked for, none means all. With ``order`` the page as a whole is sorted, not
    the sequence of pages. A provider that fails, or a request that has come round, changes nothing.
    """
    # a condition or an order may rest on any attribute, whichever are shown
    whole = bool(selection.predicates or selection.order)
    journey, names = Journey.of(request), () if whole else _plain(attrs)
    if names is None or journey.ends_at(await shelf.of(broker).name()):
        return page
    wanted = await _wanted(broker, selection, names)
    if not wanted:
        return page
    answers = await forwarding.ask_all(
        broker,
        journey,
        [registration for registration, _ in wanted],
        lambda provider: provider.query(*dict(wanted)[provider.registration], expression or {}),
    )
    remote = _by_key(entity for answer in answers for entity in answer or ())
    return await _joined(broker, selection, page, remote) if remote else page


def _plain(attrs: tuple[str, ...]) -> tuple[str, ...] | None:
    """Names of a user's own attributes, () for all of them; None when only the broker's own are asked for."""
    if not attrs or "*" in attrs:
        return ()
    return tuple(name for name in attrs if name not in _BUILTIN) or None


async def _wanted(
    broker: Broker, selection: Selection, attrs: tuple[str, ...]
) -> list[tuple[Registration, Wanted]]:
    """Which registrations are asked, for which entities and which attributes."""
    found: list[tuple[Registration, Wanted]] = []
    at, asked = broker.clock(), subjects(selection)
    for registration in shelf.of(broker).of_tenant(selection.tenant):
        names = registration.attrs_of(attrs)
        if names is None or not registration.takes("query", at=at) or not _sees(selection, registration):
            continue
        both = [
            subject
            for own, other in product(registration.entities, asked)
            if (subject := common(own, other)) is not None
        ]
        if names and both and all(subject.id for subject in both):
            names = await _missing(broker, selection.tenant, both, names)
            both = both if names else []
        if both:
            found.append((registration, (both, names)))
    return found


def _sees(selection: Selection, registration: Registration) -> bool:
    return any(scope.covers(registration.path) for scope in selection.paths)


def subjects(selection: Selection) -> list[Subject]:
    """The entities a question is about, as alternatives."""
    if selection.any_of:
        return list(selection.any_of)
    return [
        Subject(id_, "" if id_ else selection.id_pattern, type_, "" if type_ else selection.type_pattern)
        for id_, type_ in product(selection.ids or ("",), selection.types or ("",))
    ]


async def _missing(
    broker: Broker, tenant: str, subjects: list[Subject], names: tuple[str, ...]
) -> tuple[str, ...]:
    """The attributes that at least one of these entities lacks here."""
    ids = {subject.id for subject in subjects}
    here = await broker.entities_of(tenant, list(ids))
    if len({entity.id for entity in here}) < len(ids):
        return names
    return tuple(name for name in names if any(name not in entity.attributes for entity in here))


def _by_key(entities: Iterable[Entity]) -> dict[Key, Entity]:
    """One entity for each id and type; of one attribute the first answer counts."""
    found: dict[Key, Entity] = {}
    for entity in entities:
        known = found.get((entity.id, entity.type))
        found[entity.id, entity.type] = _under(known, entity) if known else entity
    return found


def _under(first: Entity, second: Entity) -> Entity:
    """The first entity with what only the second has."""
    return msgspec.structs.replace(first, attributes={**second.attributes, **first.attributes})


async def _joined(broker: Broker, selection: Selection, page: Page, remote: dict[Key, Entity]) -> Page:
    """Local entities keep their places; what is found only with the help of others follows them."""
    here = await broker.entities_of(selection.tenant, list({id_ for id_, _ in remote}))
    local = [entity for entity in here if any(scope.covers(entity.path) for scope in selection.paths)]
    fuller = {
        (entity.id, entity.type, entity.path): _completed(entity, remote.pop((entity.id, entity.type)))
        for entity in local
        if (entity.id, entity.type) in remote
    }
    fits = _fitting(selection)
    alone = {(entity.id, entity.type, entity.path) for entity in local if fits(entity)}
    further = [entity for key, entity in fuller.items() if key not in alone] + list(remote.values())
    further = [entity for entity in guarding.seen(selection.tenant, further) if fits(entity)]
    shown = [fuller.get((entity.id, entity.type, entity.path), entity) for entity in page.entities]
    shown = guarding.seen(selection.tenant, shown)
    return await _paged(broker, selection, page, shown, sorted(further, key=lambda one: (one.id, one.type)))


def _completed(local: Entity, remote: Entity) -> Entity:
    missing = {name: one for name, one in remote.attributes.items() if name not in local.attributes}
    return msgspec.structs.replace(local, attributes={**local.attributes, **missing})


def _fitting(selection: Selection) -> finding.Filter:
    rest = finding.remaining_filter(selection)

    def fits(entity: Entity) -> bool:
        return (
            (not selection.ids or entity.id in selection.ids)
            and (not selection.types or entity.type in selection.types)
            and (rest is None or rest(entity))
        )

    return fits


async def _paged(
    broker: Broker, selection: Selection, page: Page, shown: list[Entity], further: list[Entity]
) -> Page:
    if further:
        total = page.total
        if total is None:
            total = (await broker.find(replace(selection, count=True, limit=1, offset=0))).total or 0
        skipped = max(0, selection.offset - total)
        shown += further[skipped : skipped + selection.limit - len(shown)]
    if selection.order:
        shown = finding.sort(shown, selection.order)
    return Page(shown, None if page.total is None else page.total + len(further))
