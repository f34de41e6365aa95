import asyncio
from typing import Any

import pytest

from sagacity.broker.history import moving, partitions, retention
from sagacity.broker.history.retention import Retention
from sagacity.broker.history.tests.past import T0, Past
from sagacity.broker.refusals import BadRequest
from sagacity.broker.testing import City

DAY = 86_400_000
COUNTS = (
    "SELECT (SELECT count(*) FROM broker_history WHERE series = s.id),"
    " (SELECT count(*) FROM broker_rollup WHERE series = s.id AND level = 1),"
    " (SELECT count(*) FROM broker_rollup WHERE series = s.id AND level = 2),"
    " (SELECT count(*) FROM broker_rollup WHERE series = s.id AND level = 3)"
    " FROM broker_series s WHERE s.tenant = ? ORDER BY s.entity"
)


def keep(past: Past, type: str, *days: int) -> None:
    past.broker.do_now(
        lambda session: retention.put(session, tenant=past.tenant, type=type, kept=Retention(*days))
    )


def swept(past: Past, at: int) -> list[tuple[int, ...]]:
    past.broker.clock = lambda: at
    past.broker.start()
    asyncio.run(moving.sweep_all(past.broker))
    return past.rows(COUNTS, past.tenant)


def hundred_days(past: Past, entity: str, type: str) -> None:
    past.note(entity, [(T0 + day * DAY, {"level": day}) for day in range(100)], type=type)


def test_each_type_keeps_each_level_for_its_own_time(past: Past) -> None:
    hundred_days(past, "a", "Gauge")
    hundred_days(past, "b", "Counter")
    hundred_days(past, "c", "Unruled")
    past.move()
    keep(past, "Gauge", 10, 20, 30, 0)
    keep(past, "", 50, 0, 0, 0)

    assert swept(past, T0 + 99 * DAY) == [(11, 21, 31, 100), (51, 100, 100, 100), (51, 100, 100, 100)]


def test_a_year_goes_in_pieces_between_which_others_write(past: Past) -> None:
    hundred_days(past, "a", "Gauge")
    hundred_days(past, "b", "Gauge")
    past.move()
    keep(past, "Gauge", 10, 20, 0, 0)
    at, after, turns, more = T0 + 99 * DAY, 0, 0, True

    while more:
        through, more = past.broker.do_now(
            lambda session: retention.sweep(session, at=at, after=after, most=200, rows=20)  # noqa: B023
        )
        after, turns = (through or [after])[-1], turns + 1

    assert past.rows(COUNTS, past.tenant) == [(11, 21, 100, 100)] * 2
    assert turns > 2 * (89 + 79) / 20


def test_without_a_rule_everything_stays(past: Past) -> None:
    hundred_days(past, "a", "Gauge")
    past.move()

    assert swept(past, T0 + 9_999 * DAY) == [(100, 100, 100, 100)]


def test_empty_months_are_let_go_of(past_in_months: Past) -> None:
    past = past_in_months
    past.note("a", [(T0 - 3000 * DAY, {"level": 1})])
    past.move()
    keep(past, "", 10, 0, 0, 0)
    month = partitions.name_of(2017, 10)
    assert month in past.broker.read_now(partitions.names)

    swept(past, T0)

    assert month not in past.broker.read_now(partitions.names)


def test_a_coarse_level_is_not_forgotten_before_a_fine_one() -> None:
    for days in [(10, 5, 0, 0), (0, 5, 0, 0), (1, 1, 1, -1)]:
        with pytest.raises(BadRequest):
            Retention(*days)


def test_rules_are_set_and_read_over_http(city: City) -> None:
    rule = {"type": "Gauge", "raw": 400, "minute": 800, "hour": 0, "day": 0}

    assert city.put("/history/retention", json=rule).status == 204
    assert city.get("/history/retention").json == [rule]
    refused: tuple[Any, ...] = ([], {"raw": "1"}, {"weeks": 2}, {"raw": 5, "minute": 1}, {"raw": True})
    for wrong in refused:
        assert city.put("/history/retention", json=wrong).status == 400
