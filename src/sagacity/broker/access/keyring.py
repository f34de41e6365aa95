"""All keys in memory, renewed when they move: the door must not ask the store about every call."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sagacity.broker.access import credentials, keys, open_paths, usage
from sagacity.broker.access.allowance import Allowance
from sagacity.broker.access.caller import Caller
from sagacity.broker.access.keys import Key
from sagacity.broker.access.tokens import Signer
from sagacity.broker.access.usage import Used
from sagacity.broker.store import meta
from sagacity.broker.store.base import Session, Work
from sagacity.broker.writing.transaction import Happened

NOBODY = Caller("anonymous", grants=())


@dataclass(frozen=True, slots=True)
class Held:
    """A key with its caller and what is left of its share."""

    key: Key
    caller: Caller
    allowance: Allowance


@dataclass(slots=True)
class _Kept:
    by_hash: dict[str, Held] = field(default_factory=dict)
    by_id: dict[str, Held] = field(default_factory=dict)
    anonymous: Caller = NOBODY


class Keyring:
    """Follows the counters ``keys`` and ``open``; ``read`` asks the store in this thread."""

    def __init__(self, read: Callable[[Work[Any]], Any], *, secret: str = "") -> None:
        self._read = read
        self.signer = Signer(secret)
        self._kept: _Kept | None = None
        self._editions: tuple[int, int] = (-1, -1)
        self._guard = threading.Lock()

    def by_secret(self, secret: str) -> Held | None:
        """The key behind a secret that was shown."""
        return self._now().by_hash.get(credentials.digest(secret))

    def by_id(self, id_: str) -> Held | None:
        return self._now().by_id.get(id_)

    @property
    def anonymous(self) -> Caller:
        """Whoever shows no key: reads what is open."""
        return self._now().anonymous

    def _now(self) -> _Kept:
        if self._kept is None:
            self.look()
        assert self._kept is not None
        return self._kept

    def look(self) -> None:
        """Ask the store whether anything has moved."""
        self._read(self.look_in)

    def look_in(self, session: Session) -> None:
        """The same where a transaction is open already."""
        self.refresh(session, meta.editions(session))

    def follow(self, session: Session, happened: Sequence[Happened], *, at: int) -> Callable[[], None] | None:
        """Changes of entities move no key."""
        return None

    def refresh(self, session: Session, editions: dict[str, int]) -> None:
        """Read the keys again when one was made, changed or revoked, or a path opened or closed."""
        now = (editions.get(keys.COUNTER, 0), editions.get(open_paths.COUNTER, 0))
        with self._guard:
            if now != self._editions or self._kept is None:
                self._kept = self._loaded(session)
                self._editions = now

    def _loaded(self, session: Session) -> _Kept:
        kept = _Kept(anonymous=replace(NOBODY, grants=open_paths.all_open(session)))
        known = self._kept.by_id if self._kept else {}
        for key in keys.all_keys(session):
            if key.revoked is None:
                old = known.get(key.id)
                held = Held(key, Caller(key.name, key.id, key.grants), _allowance(key, old))
                kept.by_id[key.id] = kept.by_hash[key.hash] = held
        return kept

    def counted(self) -> list[Used]:
        """Usage since the last time, to be written down."""
        return [
            Used(id_, *part) for id_, held in self._now().by_id.items() for part in held.allowance.counted()
        ]

    def catch_up(self, session: Session, *, at: int) -> None:
        """Learn what other processes let in today."""
        today = usage.of_day(session, usage.day_of(at))
        for id_, held in self._now().by_id.items():
            held.allowance.catch_up(today.get(id_, 0), at=at)


def _allowance(key: Key, old: Held | None) -> Allowance:
    """A key that changes keeps what it has used up."""
    if old is None:
        return Allowance(key.per_minute, key.per_day)
    old.allowance.per_minute, old.allowance.per_day = key.per_minute, key.per_day
    return old.allowance
