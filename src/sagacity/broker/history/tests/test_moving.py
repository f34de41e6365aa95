import random
from typing import Any

import pytest

from sagacity.broker.history.buckets import fold
from sagacity.broker.history.levels import DAY, HOUR, LEVELS, MINUTE, MONTH
from sagacity.broker.history.rollups import Moved, Mover
from sagacity.broker.history.tests.past import T0, Past
from sagacity.broker.store.base import Session

MINUTES = 60_000
KEPT = "SELECT count(*) FROM broker_history h JOIN broker_series s ON s.id = h.series WHERE s.tenant = ?"
ROLLUP = (
    "SELECT s.entity, level, begins, points, numbers, total, low, high, last FROM broker_rollup r"
    " JOIN broker_series s ON s.id = r.series WHERE s.tenant = ? ORDER BY 1, 2, 3"
)


def levels_of(past: Past, entity: str) -> list[tuple[Any, ...]]:
    rows = past.rows(ROLLUP, past.tenant)
    return [(level, *rest) for name, level, _, *rest in rows if name == entity]


def test_a_point_is_in_the_tail_or_moved_and_counted(past: Past) -> None:
    past.note("a", [(T0 + minute * MINUTES, {"level": minute}) for minute in range(90)])

    assert past.move() == 90
    assert past.move() == 0

    counts = [
        sum(points for level, points, *_ in levels_of(past, "a") if level == wanted) for wanted in LEVELS
    ]
    assert counts == [90, 90, 90, 90]
    assert past.rows(KEPT, past.tenant) == [(90,)]


def test_late_points_are_folded_into_their_own_hour(past: Past) -> None:
    past.note("a", [(T0, {"level": 1}), (T0 + 3 * MINUTES, {"level": 5})])
    past.move()
    past.note("a", [(T0 + MINUTES, {"level": 9})])
    past.move()

    assert [row for row in levels_of(past, "a") if row[0] != MINUTE] == [
        (HOUR, 3, 3, 15.0, 1.0, 9.0, 5.0),
        (DAY, 3, 3, 15.0, 1.0, 9.0, 5.0),
        (MONTH, 3, 3, 15.0, 1.0, 9.0, 5.0),
    ]


def test_a_move_that_is_cut_off_leaves_everything_as_it_was(past: Past) -> None:
    past.note("a", [(T0 + minute * MINUTES, {"level": minute}) for minute in range(10)])

    def cut_off(session: Session) -> None:
        past.mover.move(session, at=T0)
        raise RuntimeError("the power is gone")

    with pytest.raises(RuntimeError):
        past.broker.do_now(cut_off)

    assert levels_of(past, "a") == []
    assert past.move() == 10
    assert [row[1] for row in levels_of(past, "a") if row[0] == DAY] == [10]


def test_whatever_the_order_and_the_batches_roll_ups_equal_a_count_by_hand(past: Past) -> None:
    dice = random.Random(7)
    points = [(T0 + dice.randrange(3 * 86_400_000), float(dice.randrange(100))) for _ in range(500)]
    for start in range(0, 500, 70):
        past.note("a", [(moment, {"level": value}) for moment, value in points[start : start + 70]])
        past.move()

    expected = fold((1, moment, value, False) for moment, value in points)
    found = past.rows(ROLLUP, past.tenant)
    assert {(row[1], row[2]): row[3:8] for row in found} == {
        (level, begin): (b.points, b.numbers, b.total, b.low, b.high)
        for (_, level, begin), b in expected.items()
    }


def test_a_watcher_sees_every_point_once_and_its_fault_stops_nobody(past: Past) -> None:
    seen: list[float | None] = []

    def watch(session: Session, points: Any, at: int) -> None:
        seen.extend(point.number for point in points if isinstance(point, Moved))

    def stumble(session: Session, points: Any, at: int) -> None:
        session.execute("INSERT INTO broker_meta (name, value) VALUES ('stumbled', 1)")
        raise ValueError("on purpose")

    past.mover = Mover(kind=past.broker.store.kind, watchers=[stumble, watch])
    past.note("a", [(T0 + n, {"level": n}) for n in range(5)])
    past.move()
    past.note("a", [(T0 + n, {"level": n}) for n in range(5, 8)])
    past.move()

    assert seen == [0, 1, 2, 3, 4, 5, 6, 7]
    assert past.rows("SELECT 1 FROM broker_meta WHERE name = 'stumbled'") == []


def test_months_are_tables_of_their_own_on_postgresql(past_in_months: Past) -> None:
    past = past_in_months
    past.note("a", [(T0 + 400 * 86_400_000, {"level": 1})])
    past.move()

    counted = KEPT.replace("broker_history", "broker_history_2027_02")
    assert past.rows(counted, past.tenant) == [(1,)]
