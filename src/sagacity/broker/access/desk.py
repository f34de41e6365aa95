"""Keys as pages give them, change and take them back; each verb works at once in this process."""

from collections.abc import Callable
from typing import Any

from sagacity.broker.access import keys, open_paths, usage
from sagacity.broker.access.grants import Grant
from sagacity.broker.access.keys import Event, Key, Terms
from sagacity.broker.access.usage import Used
from sagacity.broker.broker import Broker
from sagacity.broker.here import here
from sagacity.broker.store.base import Session


def give_key(terms: Terms, *, who: str, broker: Broker | None = None) -> tuple[Key, str]:
    """A new key and its secret, to be shown this once.

    Raises:
        BadRequest: it would reach nothing, or more than can be written down.
    """
    house = broker or here()
    made: tuple[Key, str] = _done(house, lambda session: keys.make(session, terms, who=who, at=house.clock()))
    return made


def change_key(id_: str, terms: Terms, *, who: str, broker: Broker | None = None) -> Key:
    """Other terms for a key.

    Raises:
        NotFound: there is none of that id.
    """
    house = broker or here()
    changed: Key = _done(house, lambda session: keys.change(session, id_, terms, who=who, at=house.clock()))
    return changed


def revoke_key(id_: str, *, who: str, why: str = "", broker: Broker | None = None) -> None:
    """The key opens nothing any more: here at once, in other processes within a second.

    Raises:
        NotFound: there is none of that id.
    """
    house = broker or here()
    _done(house, lambda session: keys.revoke(session, id_, who=who, at=house.clock(), why=why))


def all_keys(*, broker: Broker | None = None) -> list[Key]:
    """Every key, revoked ones too, the newest first."""
    found: list[Key] = (broker or here()).read_now(keys.all_keys)
    return found


def one_key(id_: str, *, broker: Broker | None = None) -> Key:
    """The key of that id.

    Raises:
        NotFound: there is none.
    """
    found: Key = (broker or here()).read_now(lambda session: keys.one(session, id_))
    return found


def key_events(id_: str, *, broker: Broker | None = None) -> list[Event]:
    """What became of a key, in order, each step with who did it."""
    found: list[Event] = (broker or here()).read_now(lambda session: keys.events(session, id_))
    return found


def key_usage(*, key: str = "", days: int = 30, broker: Broker | None = None) -> list[Used]:
    """Calls of the last days, of one key or of all; what came in the last seconds may be missing."""
    house = broker or here()
    first = usage.day_of(house.clock() - (days - 1) * usage.DAY_MS)
    found: list[Used] = house.read_now(lambda session: usage.since(session, first, key=key))
    return found


def opened(*, broker: Broker | None = None) -> tuple[Grant, ...]:
    """What anyone may read without a key."""
    found: tuple[Grant, ...] = (broker or here()).read_now(open_paths.all_open)
    return found


def open_path(*, tenant: str, path: str, types: tuple[str, ...] = (), broker: Broker | None = None) -> None:
    """From now on anyone may read there and below: here at once, in other processes within a second."""
    _done(
        broker or here(), lambda session: open_paths.open_path(session, tenant=tenant, path=path, types=types)
    )


def close_path(*, tenant: str, path: str, broker: Broker | None = None) -> None:
    """From now on a key is needed there."""
    _done(broker or here(), lambda session: open_paths.close_path(session, tenant=tenant, path=path))


def _done(house: Broker, work: Callable[[Session], Any]) -> Any:
    found = house.do_now(work)
    house.keyring.look()
    return found
