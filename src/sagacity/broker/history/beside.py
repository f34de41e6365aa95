"""What stands beside a value: unit, quality, datasetId; noted only where it changes, so points stay small.

A note holds from one arrival on, until the next note of its series.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import orjson

from sagacity.broker.entity import Attribute, Json
from sagacity.broker.history import tail
from sagacity.broker.history.points import STAMPS, Row
from sagacity.broker.history.series import Key
from sagacity.broker.store import meta
from sagacity.broker.store.base import Session

COUNTER = "besides"
_MANY = 200_000  # series remembered; about 300 bytes each
_UNNOTED = frozenset({"instances", "written"})  # other instances have series of their own


class Noted(NamedTuple):
    """A point, and what stands beside its value ("" if nothing does)."""

    row: Row
    body: bytes


def of(attribute: Attribute) -> bytes:
    """What stands beside the value of an attribute, but for its moment."""
    metadata, ld = attribute.metadata, attribute.ld
    if metadata:
        metadata = {name: said for name, said in metadata.items() if name not in STAMPS}
    if ld:
        ld = {name: said for name, said in ld.items() if name not in _UNNOTED}
    if not metadata and not ld:
        return b""
    return orjson.dumps({"m": metadata, "l": ld or None}, option=orjson.OPT_SORT_KEYS)


def attribute(value: Json, type_: str, body: bytes) -> Attribute:
    """A value with what stood beside it."""
    if not body:
        return Attribute(value=value, type=type_)
    said = orjson.loads(body)
    return Attribute(value=value, type=type_, metadata=said["m"], ld=said["l"])


class Notes:
    """What was noted last of each series; kept up to date by the counter ``besides``."""

    def __init__(self) -> None:
        self._known: dict[Key, bytes] = {}
        self._learned: dict[Key, bytes] = {}
        self._any: bool | None = None
        self._edition = -1
        self._mine = 0  # notes of this transaction

    def refresh(self, editions: dict[str, int]) -> None:
        """Forget everything when somebody else noted something."""
        edition = editions.get(COUNTER, 0)
        if edition != self._edition:
            self._known, self._any, self._edition = {}, None, edition

    def begin(self) -> None:
        """A transaction begins; what the last one learned counts only if it was kept."""
        self._learned, self._mine = {}, 0

    def keep(self) -> None:
        """The transaction is durable."""
        if len(self._known) > _MANY:
            self._known.clear()
        self._known |= self._learned
        self._edition += self._mine

    def differs(self, session: Session, key: Key, body: bytes) -> bool:
        """Whether something else was noted of a series, or nothing of what there is."""
        known = self._learned.get(key)
        if known is None:
            known = self._known.get(key)
        if known is None:
            known = self._learned[key] = self._last(session, key)
        return known != body

    def note(self, session: Session, key: Key, body: bytes) -> None:
        """From the next point on this stands beside the values of a series."""
        put(session, key, body, since=_next(session))
        self._learned[key], self._any = body, True
        self._mine += 1

    def _last(self, session: Session, key: Key) -> bytes:
        if self._any is None:
            self._any = bool(session.execute("SELECT 1 FROM broker_beside LIMIT 1"))
        if not self._any:
            return b""
        rows = session.execute(
            "SELECT body FROM broker_beside WHERE tenant = ? AND path = ? AND entity = ? AND type = ?"
            " AND attr = ? ORDER BY since DESC LIMIT 1",
            key,
        )
        return bytes(rows[0][0]) if rows else b""


def put(session: Session, key: Key, body: bytes, *, since: int) -> None:
    """Note what stands beside the values of a series from an arrival on."""
    session.execute(
        "INSERT INTO broker_beside (tenant, path, entity, type, attr, since, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (tenant, entity, type, attr, path, since) DO UPDATE SET body = excluded.body",
        (*key, since, body),
    )
    meta.bump(session, COUNTER)


def _next(session: Session) -> int:
    """A number no point has yet, and none but later ones will be beyond; writers take turns."""
    newest = session.execute("SELECT n FROM broker_tail ORDER BY n DESC LIMIT 1")
    return max(tail.mark(session), int(newest[0][0]) if newest else 0) + 1


class Course:
    """What stood beside the values of one series, by arrival."""

    def __init__(self, session: Session, key: Key) -> None:
        rows = session.execute(
            "SELECT since, body FROM broker_beside WHERE tenant = ? AND path = ? AND entity = ? AND type = ?"
            " AND attr = ? ORDER BY since",
            key,
        )
        self._since: Sequence[int] = [int(since) for since, _ in rows]
        self._bodies = [bytes(body) for _, body in rows]

    def at(self, n: int) -> bytes:
        """What stood beside the point of that arrival."""
        place = bisect_right(self._since, n)
        return self._bodies[place - 1] if place else b""
