"""How a stored entity and the attributes of a request become the entity to store."""

import msgspec

from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.refusals import NotFound
from sagacity.broker.v2 import merging, parsing, trouble
from sagacity.broker.v2.given import Given, Sent
from sagacity.broker.writing.change import After

DEFAULT_TYPE = "Thing"


class Named(msgspec.Struct, frozen=True):
    """The entity a request is about; ``type`` is None if the request names none."""

    id: str
    type: str | None
    path: str

    def __str__(self) -> str:
        return trouble.subject(self.id, self.type)


def present(stored: Entity | None) -> Entity:
    """The stored entity; refused if there is none."""
    if stored is None:
        raise NotFound(trouble.NO_ENTITY)
    return stored


def has(stored: Entity, name: str) -> bool:
    """Whether it has that attribute, the moment of its end included."""
    return name in stored.attributes or (name == parsing.EXPIRES and stored.expires is not None)


def created(named: Named, sent: Sent, at: int) -> After:
    """A new entity of what was sent."""
    attributes = fresh(sent.attributes, {}, at=at, forced=False)
    if sent.located:
        merging.check_locations({}, attributes)
    entity = Entity(named.id, named.type or DEFAULT_TYPE, named.path, attributes, at, at, sent.expires)
    return After(entity, tuple(attributes))


def fresh(
    given: dict[str, Given], old: dict[str, Attribute], *, at: int, forced: bool
) -> dict[str, Attribute]:
    """Attributes that take the place of all old ones."""
    made: dict[str, Attribute] = {}
    for name, one in given.items():
        attribute = merging.replace(name, old.get(name), one, at=at, forced=forced)
        if attribute is not None:
            made[name] = attribute
    return made


def merged(
    stored: Entity, sent: Sent, given: dict[str, Given], *, at: int, override: bool, forced: bool
) -> After:
    """The stored entity with these attributes set beside its others."""
    before = stored.attributes
    attributes = before.copy()
    for name, one in given.items():
        attribute = merging.merge(name, before.get(name), one, at=at, override=override, forced=forced)
        if attribute is not None:
            attributes[name] = attribute
    if sent.located:
        merging.check_locations(before, attributes)
    expires = stored.expires if sent.expires is None else sent.expires
    return after(stored, attributes, expires, tuple(given), at)


def after(
    stored: Entity, attributes: dict[str, Attribute], expires: int | None, touched: tuple[str, ...], at: int
) -> After:
    """The entity with other attributes."""
    entity = Entity(
        stored.id, stored.type, stored.path, attributes, stored.created, at, expires, stored.ld, stored.seq
    )
    return After(entity, touched)


def all_but(
    failing: list[str],
    cause: str,
    named: Named,
    stored: Entity,
    sent: Sent,
    *,
    at: int,
    override: bool = False,
    forced: bool = False,
) -> After:
    """Everything but the failing attributes; refused if nothing is left to do."""
    expiry_fails = sent.expires is not None and (cause == trouble.MISSING) != (stored.expires is not None)
    expires_too = sent.expires is not None
    names = failing + [parsing.EXPIRES] * expiry_fails
    where = trouble.attributes(str(named), names)
    if names and len(names) == len(sent.attributes) + expires_too:
        raise trouble.NoneOfThem(cause, where)
    left = {name: one for name, one in sent.attributes.items() if name not in failing}
    done = merged(
        stored,
        msgspec.structs.replace(sent, expires=None) if expiry_fails else sent,
        left,
        at=at,
        override=override,
        forced=forced,
    )
    return After(done.entity, done.touched, trouble.NotAllOfThem(cause, where) if names else None)


def without(stored: Entity, names: tuple[str, ...], at: int) -> After:
    """The entity without some attributes."""
    attributes = {name: one for name, one in stored.attributes.items() if name not in names}
    expires = None if parsing.EXPIRES in names else stored.expires
    return after(stored, attributes, expires, tuple(n for n in names if n in stored.attributes), at)
