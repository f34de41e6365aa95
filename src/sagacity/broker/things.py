"""Things that another room of the house publishes: put whole, remembered by whom they speak of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sagacity.broker.broker import Broker
from sagacity.broker.entity import Attribute, Entity, Json
from sagacity.broker.here import here
from sagacity.broker.refusals import Refused
from sagacity.broker.store.base import Session
from sagacity.broker.writing.change import After, Change, Verb

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Value:
    """One attribute: a JSON value, its NGSIv2 type, and texts that go with it as metadata."""

    value: Json
    type: str
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity as another room knows it."""

    id: str
    type: str
    attributes: Mapping[str, Value]


def put_things(
    *, tenant: str, path: str, about: Mapping[str, Sequence[Thing]], broker: Broker | None = None
) -> None:
    """Put the things that speak of each subject; what spoke of it before and is not among them goes.

    Doing it again changes nothing: an attribute that is the same stays as it is and tells nobody.
    """
    house = broker or here()
    before = house.read_now(lambda session: _links(session, tenant, path, list(about)))
    now = {(subject, thing.id, thing.type) for subject, things in about.items() for thing in things}
    staying = {(id_, type_) for _, id_, type_ in now}
    changes = [
        Change(tenant, thing.id, thing.type, path, _put(thing, path), creates=True)
        for things in about.values()
        for thing in things
    ]
    changes += [
        Change(tenant, id_, type_, path, _gone, creates=True)
        for _, id_, type_ in sorted(before - now)
        if (id_, type_) not in staying
    ]
    for start in range(0, len(changes), AT_ONCE):
        for result in house.write_now(changes[start : start + AT_ONCE]):
            if isinstance(result, Refused):
                raise result
    if before != now:
        house.do_now(lambda session: _link(session, tenant, path, list(about), now))


def things_of(*, tenant: str, path: str, about: str, broker: Broker | None = None) -> list[Thing]:
    """What speaks of a subject now; an empty subject asks for everything in the path."""
    house = broker or here()
    links = house.read_now(lambda session: _links(session, tenant, path, [about] if about else None))
    entities = house.entities_of_now(tenant, sorted({id_ for _, id_, _ in links}))
    return [
        Thing(entity.id, entity.type, {name: _value(kept) for name, kept in entity.attributes.items()})
        for entity in entities
        if entity.path == path
    ]


def has_things(*, tenant: str, path: str, broker: Broker | None = None) -> bool:
    """Whether anything of another room lies there."""
    sql = "SELECT 1 FROM broker_about WHERE tenant = ? AND path = ? LIMIT 1"
    return bool((broker or here()).read_now(lambda session: session.execute(sql, (tenant, path))))


def _value(kept: Attribute) -> Value:
    return Value(kept.value, kept.type, {name: str(said["value"]) for name, said in kept.metadata.items()})


def _put(thing: Thing, path: str) -> Verb:
    def verb(entity: Entity | None, at: int) -> After:
        old = entity.attributes if entity else {}
        attributes = {name: _attribute(said, old.get(name), at) for name, said in thing.attributes.items()}
        touched = tuple(name for name in attributes if attributes[name] is not old.get(name))
        if entity is None:
            return After(Entity(id=thing.id, type=thing.type, path=path, attributes=attributes), touched)
        if not touched and old.keys() == attributes.keys():
            return After(entity)
        return After(entity.with_attributes(attributes, at=at), touched)

    return verb


def _attribute(said: Value, old: Attribute | None, at: int) -> Attribute:
    metadata = {name: {"type": "Text", "value": text} for name, text in said.metadata.items()}
    if old is not None and (old.value, old.type, old.metadata) == (said.value, said.type, metadata):
        return old
    created = old.created if old else at
    return Attribute(value=said.value, type=said.type, metadata=metadata, created=created, modified=at)


def _gone(entity: Entity | None, at: int) -> After:
    return After(None)


def _links(session: Session, tenant: str, path: str, subjects: list[str] | None) -> set[tuple[str, str, str]]:
    """(subject, id, type) of some subjects, or of all."""
    if subjects is None:
        rows = session.execute(
            "SELECT about, id, type FROM broker_about WHERE tenant = ? AND path = ?", (tenant, path)
        )
        return {(about, id_, type_) for about, id_, type_ in rows}
    found: set[tuple[str, str, str]] = set()
    for subject in subjects:
        rows = session.execute(
            "SELECT about, id, type FROM broker_about WHERE tenant = ? AND path = ? AND about = ?",
            (tenant, path, subject),
        )
        found |= {(about, id_, type_) for about, id_, type_ in rows}
    return found


def _link(
    session: Session, tenant: str, path: str, subjects: list[str], now: set[tuple[str, str, str]]
) -> None:
    session.execute_many(
        "DELETE FROM broker_about WHERE tenant = ? AND path = ? AND about = ?",
        [(tenant, path, subject) for subject in subjects],
    )
    session.execute_many(
        "INSERT INTO broker_about (tenant, path, about, id, type) VALUES (?, ?, ?, ?, ?)",
        [(tenant, path, *link) for link in sorted(now)],
    )
