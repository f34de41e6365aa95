"""What lies open: the types of entities anyone may read, each with its attributes and a sample."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sagacity.broker.access import desk
from sagacity.broker.access.grants import Grant
from sagacity.broker.broker import Broker
from sagacity.broker.entity import Entity, Json
from sagacity.broker.here import here
from sagacity.broker.passing import knowing
from sagacity.broker.passing.knowing import Elsewhere, KindThere
from sagacity.broker.selection import Selection
from sagacity.broker.store import tally
from sagacity.broker.store.base import Session
from sagacity.broker.v2.rendering import View

LOOKED_AT = 200  # entities from which the attributes of a type are told


@dataclass(frozen=True, slots=True)
class OpenKind:
    """A type of entities that anyone may read, where it lies, and how many there are (in an Orion: were)."""

    tenant: str
    path: str
    type: str
    count: int
    orion: str = ""  # the address of the Orion it stays in, "" if it lies here


@dataclass(frozen=True, slots=True)
class OpenAttribute:
    """An attribute, its NGSIv2 types, whether all entities have it, and a value of it."""

    name: str
    types: tuple[str, ...]
    always: bool
    example: Json


@dataclass(frozen=True, slots=True)
class Described:
    """A type with what its oldest entities have, and one of them as NGSIv2 shows it."""

    kind: OpenKind
    attributes: tuple[OpenAttribute, ...]
    sample: dict[str, Json]


def open_kinds(*, broker: Broker | None = None) -> list[OpenKind]:
    """Every open type, by its name."""
    house = broker or here()
    found = [kind for grant in _kept_here(house) for kind in _kinds(house, grant)]
    found += [_kind_there(place, kind) for place, kind in _open_elsewhere(house)]
    return sorted(found, key=lambda kind: (kind.type, kind.tenant, kind.path))


def describe_open(type_: str, *, broker: Broker | None = None) -> Described | None:
    """One open type, None if there is none of that name."""
    house = broker or here()
    for grant in _kept_here(house):
        for kind in _kinds(house, grant, type_):
            page = house.find_now(_selection(grant, type_, limit=LOOKED_AT))
            if page.entities:
                return Described(kind, _attributes(page.entities), View().render(page.entities[0]))
    for place, there in _open_elsewhere(house):
        if there.type == type_:
            return Described(_kind_there(place, there), _attributes_there(there), there.sample)
    return None


def would_be_open(grant: Grant, *, broker: Broker | None = None, most: int = 20) -> list[Described]:
    """What anyone could read if this lay open, type by type; told to staff before they open it."""
    house = broker or here()
    found: list[Described] = []
    for kind in sorted(_kinds(house, grant), key=lambda one: one.type)[:most]:
        page = house.find_now(_selection(grant, kind.type, limit=LOOKED_AT))
        if page.entities:
            found.append(Described(kind, _attributes(page.entities), View().render(page.entities[0])))
    return found


def _kept_here(house: Broker) -> list[Grant]:
    """What lies open in our own store."""
    return [grant for grant in desk.opened(broker=house) if house.settings.orions.of(grant.tenant) is None]


def _open_elsewhere(house: Broker) -> list[tuple[Elsewhere, KindThere]]:
    """What lies open in an Orion, as it was lately: the types that are open, with what is open of them."""
    places = {(place.tenant, place.path): place for place in elsewhere(broker=house)}
    return [
        (place, _seen_of(kind, grant))
        for grant in desk.opened(broker=house)
        if (place := places.get((grant.tenant, grant.path))) is not None
        for kind in place.kinds
        if grant.covers(place.path, kind.type)
    ]


def _seen_of(kind: KindThere, grant: Grant) -> KindThere:
    if not grant.attributes:
        return kind
    seen = {"id", "type", *grant.attributes}
    return replace(
        kind,
        attributes={name: types for name, types in kind.attributes.items() if name in seen},
        sample={name: value for name, value in kind.sample.items() if name in seen},
    )


def elsewhere(*, broker: Broker | None = None) -> list[Elsewhere]:
    """Everything that is known of data that stay in an Orion."""
    house = broker or here()
    found: list[Elsewhere] = house.read_now(knowing.everything) if house.settings.orions else []
    return [place for place in found if house.settings.orions.of(place.tenant) is not None]


def _kind_there(place: Elsewhere, kind: KindThere) -> OpenKind:
    return OpenKind(place.tenant, place.path, kind.type, kind.count, place.url)


def _attributes_there(kind: KindThere) -> tuple[OpenAttribute, ...]:
    """Whether all entities have one is not known of there."""
    return tuple(
        OpenAttribute(name, types, False, kind.sample.get(name, {}).get("value"))
        for name, types in kind.attributes.items()
    )


def _selection(grant: Grant, type_: str = "", *, limit: int = 0) -> Selection:
    return Selection(grant.tenant, (grant.scope,), types=(type_,) if type_ else grant.types, limit=limit)


def _kinds(house: Broker, grant: Grant, type_: str = "") -> list[OpenKind]:
    if type_ and grant.types and type_ not in grant.types:
        return []

    def work(session: Session) -> dict[str, int]:
        return tally.counts(session, _selection(grant, type_), at=house.clock())

    counts: dict[str, int] = house.read_now(work)
    return [OpenKind(grant.tenant, grant.path, name, count) for name, count in counts.items()]


def _attributes(entities: list[Entity]) -> tuple[OpenAttribute, ...]:
    names = dict.fromkeys(name for entity in entities for name in entity.attributes)
    return tuple(_attribute(name, entities) for name in names)


def _attribute(name: str, entities: Iterable[Entity]) -> OpenAttribute:
    kept = [entity.attributes.get(name) for entity in entities]
    there = [one for one in kept if one is not None]
    example = next((one.value for one in there if one.value is not None), None)
    return OpenAttribute(name, tuple(sorted({one.type for one in there})), len(there) == len(kept), example)
