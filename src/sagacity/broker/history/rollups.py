"""Moving on: what lies in the tail goes to its series and into the roll-ups, in one transaction.

The tail itself is the watermark: a point is in it, or moved and counted, never both and never neither.
"""

import logging
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sagacity.broker.history import pace, partitions, tail
from sagacity.broker.history.buckets import Bucket, Place, fold
from sagacity.broker.history.bulk import Insert
from sagacity.broker.history.series import Key, Numbers
from sagacity.broker.store.base import Row, Session

log = logging.getLogger(__name__)

AT_ONCE = 2_000  # points moved in one transaction; keeps writers waiting for some 20 ms at most

_TAKE = (  # a stretch of numbers: PostgreSQL, which often saw this table empty, cannot plan a join for it
    "DELETE FROM broker_tail WHERE n > ? AND n <="
    " (SELECT max(n) FROM (SELECT n FROM broker_tail WHERE n > ? ORDER BY n LIMIT ?) AS piece)"
    " RETURNING n, tenant, path, entity, type, attr, attr_type, ts, recv_ts, val_num, val_json"
)
_HISTORY = Insert(
    "broker_history",
    {
        "series": "bigint",
        "ts": "bigint",
        "n": "bigint",
        "recv_ts": "bigint",
        "val_num": "double precision",
        "val_json": "bytea",
    },
)
_ROLLUP = Insert(
    "broker_rollup",
    {
        "series": "bigint",
        "level": "smallint",
        "begins": "bigint",
        "points": "bigint",
        "numbers": "bigint",
        "total": "double precision",
        "low": "double precision",
        "high": "double precision",
        "last": "double precision",
        "last_ts": "bigint",
    },
    "ON CONFLICT (series, level, begins) DO UPDATE SET"
    " points = broker_rollup.points + excluded.points,"
    " numbers = broker_rollup.numbers + excluded.numbers,"
    " total = broker_rollup.total + excluded.total,"
    " low = CASE WHEN broker_rollup.low IS NULL OR excluded.low < broker_rollup.low"
    " THEN excluded.low ELSE broker_rollup.low END,"
    " high = CASE WHEN broker_rollup.high IS NULL OR excluded.high > broker_rollup.high"
    " THEN excluded.high ELSE broker_rollup.high END,"
    " last = CASE WHEN excluded.last_ts >= broker_rollup.last_ts AND excluded.last IS NOT NULL"
    " THEN excluded.last ELSE broker_rollup.last END,"
    " last_ts = CASE WHEN excluded.last_ts > broker_rollup.last_ts"
    " THEN excluded.last_ts ELSE broker_rollup.last_ts END",
)


class Moved(NamedTuple):
    """A point on its way from the tail into the history."""

    n: int
    key: Key
    attribute_type: str
    ts: int
    received: int
    number: float | None
    json: bytes | None


# Whoever looks at every point exactly once, in the transaction that moves it.
Watcher = Callable[[Session, Sequence[Moved], int], None]


class Mover:
    """Moves points; remembers numbers and months that are durable. After the commit call ``keep``."""

    def __init__(self, *, kind: str, watchers: Sequence[Watcher] = ()) -> None:
        self._numbers = Numbers()
        self._kind = kind
        self._watchers = watchers
        self._months: set[tuple[int, int]] = set()
        self._new_months: set[tuple[int, int]] = set()

    def move(self, session: Session, *, at: int, most: int = AT_ONCE) -> int:
        """Move the oldest points of the tail; how many they were."""
        mark = tail.mark(session)
        points = sorted(_moved(row) for row in session.execute(_TAKE, (mark, mark, most)))
        if not points:
            return 0
        tail.set_mark(session, points[-1].n)
        pace.came(session, len(points), at=at)
        self._make_room(session, points)
        found = self._numbers.of(session, ((point.key, point.attribute_type) for point in points))
        rows = [(found[p.key], p.ts, p.n, p.received, p.number, p.json) for p in points]
        _HISTORY.run(session, sorted(rows, key=_by_place), kind=self._kind)
        add(
            session,
            fold((row[0], row[1], row[4], row[4] is None and row[5] is None) for row in rows),
            kind=self._kind,
        )
        for watch in self._watchers:
            _let(watch, session, points, at)
        return len(points)

    def keep(self) -> None:
        """What the last move learned is durable."""
        self._numbers.keep()
        self._months |= self._new_months

    def _make_room(self, session: Session, points: Sequence[Moved]) -> None:
        if self._kind == "postgresql":
            self._new_months = partitions.months_of(point.ts for point in points) - self._months
            partitions.make(session, self._new_months)


def _let(watch: Watcher, session: Session, points: Sequence[Moved], at: int) -> None:
    """A watcher that stumbles must not stop the history."""
    session.execute("SAVEPOINT one_watch")
    try:
        watch(session, points, at)
    except Exception:
        log.exception("a watcher of the history has missed %s points", len(points))
        session.execute("ROLLBACK TO SAVEPOINT one_watch")
    session.execute("RELEASE SAVEPOINT one_watch")


def add(session: Session, buckets: dict[Place, Bucket], *, kind: str) -> None:
    """Add buckets to what the roll-ups hold already."""
    _ROLLUP.run(session, [_row(place, buckets[place]) for place in sorted(buckets)], kind=kind)


def _moved(row: Row) -> Moved:
    n, tenant, path, entity, type_, attribute, attribute_type, ts, received, number, kept = row
    json = None if kept is None else bytes(kept)
    return Moved(n, Key(tenant, path, entity, type_, attribute), attribute_type, ts, received, number, json)


def _plain(row: Row) -> tuple[int, int, float | None, bool]:
    series, ts, _, _, number, kept = row
    return series, ts, number, number is None and kept is None


def _by_place(row: Row) -> tuple[int, int, int]:
    return row[0], row[1], row[2]


def _row(place: Place, bucket: Bucket) -> Row:
    return (
        *place,
        bucket.points,
        bucket.numbers,
        bucket.total,
        bucket.low,
        bucket.high,
        bucket.last,
        bucket.last_ts,
    )
