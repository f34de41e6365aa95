"""What NGSIv2 can do to an entity, as pure functions of what is stored."""

from collections.abc import Iterable

from sagacity.broker.entity import Entity, Json
from sagacity.broker.refusals import AlreadyExists
from sagacity.broker.v2 import applying, merging, parsing, trouble
from sagacity.broker.v2.applying import Named
from sagacity.broker.v2.given import Sent
from sagacity.broker.writing.change import After, Verb


def create(named: Named, sent: Sent) -> Verb:
    """A new entity; refused if it is there already."""

    def verb(stored: Entity | None, at: int) -> After:
        if stored is not None:
            raise AlreadyExists("Already Exists")
        return applying.created(named, sent, at)

    return verb


def append(named: Named, sent: Sent, *, override: bool = False, forced: bool = False) -> Verb:
    """Update what is there, add what is not; the entity as well, where the change may create one."""

    def verb(stored: Entity | None, at: int) -> After:
        if stored is None:
            return applying.created(named, sent, at)
        return applying.merged(stored, sent, sent.attributes, at=at, override=override, forced=forced)

    return verb


def append_strict(named: Named, sent: Sent) -> Verb:
    """Add what is not there; what is there already is left alone and named in the answer."""

    def verb(stored: Entity | None, at: int) -> After:
        if stored is None:
            return applying.created(named, sent, at)
        there = [name for name in sent.attributes if name in stored.attributes]
        return applying.all_but(there, trouble.THERE_ALREADY, named, stored, sent, at=at)

    return verb


def update(named: Named, sent: Sent, *, override: bool = False, forced: bool = False) -> Verb:
    """Change what is there; what is not is named in the answer."""

    def verb(stored: Entity | None, at: int) -> After:
        stored = applying.present(stored)
        there = stored.attributes
        for name in sent.attributes:
            if name not in there:
                break
        else:
            if sent.expires is None or stored.expires is not None:
                return applying.merged(stored, sent, sent.attributes, at=at, override=override, forced=forced)
        missing = [name for name in sent.attributes if name not in there]
        return applying.all_but(
            missing, trouble.MISSING, named, stored, sent, at=at, override=override, forced=forced
        )

    return verb


def replace(named: Named, sent: Sent, *, forced: bool = False) -> Verb:
    """These attributes and no others."""

    def verb(stored: Entity | None, at: int) -> After:
        stored = applying.present(stored)
        attributes = applying.fresh(sent.attributes, stored.attributes, at=at, forced=forced)
        if sent.located:
            merging.check_locations(stored.attributes, attributes)
        return applying.after(stored, attributes, sent.expires, tuple(sent.attributes), at)

    return verb


def delete() -> Verb:
    """The whole entity."""

    def verb(stored: Entity | None, at: int) -> After:
        return After(None, tuple(applying.present(stored).attributes))

    return verb


def delete_attributes(named: Named, names: Iterable[str]) -> Verb:
    """Some attributes of it (batch); those that are not there are named in the answer."""
    wanted = tuple(names)

    def verb(stored: Entity | None, at: int) -> After:
        stored = applying.present(stored)
        missing = [name for name in wanted if not applying.has(stored, name)]
        if len(missing) == len(wanted):
            raise trouble.NoneOfThem(trouble.MISSING, trouble.attributes(str(named), missing))
        problem = (
            trouble.NotAllOfThem(trouble.MISSING, trouble.attributes(str(named), missing))
            if missing
            else None
        )
        done = applying.without(stored, wanted, at)
        return After(done.entity, done.touched, problem)

    return verb


def delete_attribute(name: str) -> Verb:
    """One attribute."""

    def verb(stored: Entity | None, at: int) -> After:
        stored = applying.present(stored)
        if not applying.has(stored, name):
            raise trouble.no_attribute()
        return applying.without(stored, (name,), at)

    return verb


def put_attribute(name: str, sent: Sent, *, override: bool = False, forced: bool = False) -> Verb:
    """One attribute anew, metadata sticky; it must be there."""

    def verb(stored: Entity | None, at: int) -> After:
        stored = applying.present(stored)
        if not applying.has(stored, name):
            raise trouble.no_attribute()
        return applying.merged(stored, sent, sent.attributes, at=at, override=override, forced=forced)

    return verb


def put_value(name: str, value: Json, *, forced: bool = False) -> Verb:
    """The value of one attribute; type and metadata stay as they are.

    The type decides what values are taken, so the check waits for what is stored.
    """

    def verb(stored: Entity | None, at: int) -> After:
        stored = applying.present(stored)
        if name == parsing.EXPIRES and stored.expires is not None:
            sent = parsing.attributes({name: {"value": value}}, plain=False)
            return applying.merged(stored, sent, {}, at=at, override=False, forced=forced)
        old = stored.attributes.get(name)
        if old is None:
            raise trouble.no_attribute()
        given = parsing.with_value(value, old)
        sent = Sent({name: given}, None, old.value is None)
        return applying.merged(stored, sent, sent.attributes, at=at, override=False, forced=forced)

    return verb
