"""A store filled to a size, for measuring: python -m sagacity.broker.filling entities|points|purge STORE …

Entities go through the writer, as any others. Points are made by the database in the tables that moving fills
(history and roll-ups), because fifty million of them would take the writer most of a day.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from functools import partial

from sagacity.broker.assembly import complete
from sagacity.broker.broker import Broker
from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.history import levels, moving, pace, partitions, retention, rollups
from sagacity.broker.history.buckets import Bucket, Place, coarser
from sagacity.broker.history.retention import Retention
from sagacity.broker.history.series import Key, Numbers
from sagacity.broker.settings import Settings
from sagacity.broker.store import promoting
from sagacity.broker.store.base import Session
from sagacity.broker.writing.change import After, Change

TYPES = 20
AT_ONCE = 1_000
SIDE, ROWS = 100, 10_000  # gauges stand in rows of a hundred, half a kilometre apart
GAUGE = "History"
START = 1_735_689_600_000  # 2025-01-01 UTC
YEAR = 365 * 86_400_000
MINUTE = 60_000

Say = Callable[[str], None]

_POINTS = """WITH RECURSIVE step(i) AS
    (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM step WHERE i < CAST(? AS BIGINT) - 1)
    INSERT INTO broker_history (series, ts, n, recv_ts, val_num, val_json)
    SELECT CAST(? AS BIGINT), CAST(? AS BIGINT) + i * CAST(? AS BIGINT), i + 1, CAST(? AS BIGINT),
    (i * 7919 % 977) / 10.0, NULL FROM step"""
_MINUTES = """INSERT INTO broker_rollup
    (series, level, begins, points, numbers, total, low, high, last, last_ts)
    SELECT series, 1, ts, 1, 1, val_num, val_num, val_num, val_num, ts
    FROM broker_history WHERE series = ? ORDER BY ts"""
_HOURS = """SELECT q.hour, q.points, q.total, q.low, q.high, r.last, q.last_ts FROM
    (SELECT series, begins - begins % 3600000 AS hour, sum(points) AS points, sum(total) AS total,
    min(low) AS low, max(high) AS high, max(begins) AS last_ts
    FROM broker_rollup WHERE series = ? AND level = 1 GROUP BY 1, 2) q
    JOIN broker_rollup r ON r.series = q.series AND r.level = 1 AND r.begins = q.last_ts"""


def entities(broker: Broker, first: int, stop: int, *, say: Say) -> None:
    """Gauges of twenty types, each with a number, a name and a place."""
    wished = {("", f"Type{number}", "level") for number in range(TYPES)}
    broker.do_now(lambda session: promoting.promote(session, wished))
    for start in range(first, stop, AT_ONCE):
        broker.write_now([_create(number) for number in range(start, min(start + AT_ONCE, stop))])
        if (start - first) % 100_000 == 0 and start > first:
            say(f"{start:,} entities")


def points(broker: Broker, first: int, stop: int, *, step: int = MINUTE, say: Say) -> None:
    """A year of readings for each of some gauges, with their roll-ups; a step is whole minutes."""
    if broker.store.kind == "postgresql":
        days = range(START, START + YEAR, levels.WIDTH[levels.DAY])
        broker.do_now(lambda session: partitions.make(session, partitions.months_of(days)))
    for number in range(first, stop):
        broker.do_now(partial(_year, number=number, step=step, kind=broker.store.kind))
        say(f"{(number + 1 - first) * (YEAR // step):,} points")


def purge(broker: Broker, days: int) -> dict[str, float]:
    """Forget all but the last days of the year; how long that took, and how long writers waited at most."""
    broker.clock = lambda: START + YEAR
    kept = Retention(days, 0, 0, 0)
    broker.do_now(lambda session: retention.put(session, tenant="", type=GAUGE, kept=kept))
    before = broker.read_now(_oldest)
    broker.start()
    begin = time.monotonic()
    longest = asyncio.run(_purge(broker))
    took = time.monotonic() - begin
    assert broker.read_now(_oldest) > before, "nothing was forgotten"
    broker.stop()
    return {"took_s": took, "longest_wait_s": longest}


async def _purge(broker: Broker) -> float:
    sweeping = asyncio.create_task(moving.sweep_all(broker))
    longest = 0.0
    while not sweeping.done():
        begin = time.monotonic()
        await broker.do(_nothing)
        longest = max(longest, time.monotonic() - begin)
        await asyncio.sleep(0.01)
    await sweeping
    return longest


def _nothing(session: Session) -> None:
    """What a writer waits for its turn to do."""


def _oldest(session: Session) -> int:
    rows = session.execute(
        "SELECT min(ts) FROM broker_history WHERE series ="
        " (SELECT min(id) FROM broker_series WHERE tenant = '' AND type = ?)",
        (GAUGE,),
    )
    return int(rows[0][0])


def _year(session: Session, *, number: int, step: int, kind: str) -> None:
    key = Key("", "/", f"urn:ngsi-ld:{GAUGE}:{number}", GAUGE, "level")
    series = Numbers().of(session, [(key, "Number")])[key]
    session.execute(_POINTS, (YEAR // step, series, START, step, START + YEAR))
    session.execute(_MINUTES, (series,))
    pace.came(session, YEAR // step, at=START + YEAR)
    hours: dict[Place, Bucket] = {
        (series, levels.HOUR, int(begin)): Bucket(int(n), int(n), total, low, high, last, int(last_ts))
        for begin, n, total, low, high, last, last_ts in session.execute(_HOURS, (series,))
    }
    days = coarser(hours, level=levels.DAY)
    rollups.add(session, {**hours, **days, **coarser(days, level=levels.MONTH)}, kind=kind)


def place_of(number: int) -> tuple[float, float]:
    """Longitude and latitude of a gauge: as close to its neighbours however many there are."""
    row = number // SIDE
    return row // ROWS + number % SIDE / 200, row % ROWS / 200 - 25


def _create(number: int) -> Change:
    place = {"type": "Point", "coordinates": [*place_of(number)]}
    made = Entity(
        id=f"urn:ngsi-ld:Gauge:{number}",
        type=f"Type{number % TYPES}",
        attributes={
            "level": Attribute(value=number / 10, type="Number"),
            "name": Attribute(value=f"Gauge {number}"),
            "location": Attribute(value=place, type="geo:json"),
        },
    )
    return Change("", made.id, made.type, "/", lambda _, at: After(made), creates=True)


def main(what: str, store: str, *numbers: str) -> None:
    broker = complete(Settings(store=store, open=True))
    broker.prepare()
    given = [int(number) for number in numbers]
    done: dict[str, float] = {}
    if what == "entities":
        entities(broker, *given, say=_progress)
    elif what == "points":
        points(broker, given[0], given[1], step=given[2], say=_progress)
    else:
        done = purge(broker, given[0])
    if broker.store.kind == "postgresql":  # its autovacuum does so by itself, only later
        broker.do_now(lambda session: session.execute("ANALYZE"))
    broker.store.close()
    print(json.dumps(done))  # noqa: T201 - read by the bench


def _progress(line: str) -> None:
    print(f"  … {line}", file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
