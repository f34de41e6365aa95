"""Sums from roll-ups equal sums over all points, whatever stretch of time is asked for."""

import random
from datetime import datetime
from typing import Any

import pytest

from sagacity.broker.history import answering, moments, periods
from sagacity.broker.history.levels import Span
from sagacity.broker.history.question import Period, Question
from sagacity.broker.history.tests.past import T0, Past
from sagacity.broker.refusals import NotFound

DAY = 86_400_000
HOUR = 3_600_000


def ask(past: Past, **more: Any) -> tuple[list[int], list[Any]]:
    question = Question(tenant=past.tenant, entities=("a",), attributes=("level",), **more)
    try:
        track = past.broker.read_now(lambda session: answering.answer_for_one(session, question))
    except NotFound:
        return [], []
    return track.index, track.columns["level"]


def test_any_stretch_and_any_method_agree_with_a_count_by_hand(past: Past) -> None:
    dice = random.Random(11)
    points = [(T0 + dice.randrange(90 * DAY), float(dice.randrange(1_000))) for _ in range(3_000)]
    past.note("a", [(moment, {"level": value}) for moment, value in points[:2_900]])
    past.move()
    past.note("a", [(moment, {"level": value}) for moment, value in points[2_900:]])  # these wait in the tail

    for _ in range(40):
        start = T0 + dice.randrange(90 * DAY)
        stop = start + dice.choice([1_000, 100_000, 10_000_000, 40 * DAY])
        inside = [value for moment, value in points if start <= moment < stop]
        span = Span(start, stop)
        assert ask(past, method="count", span=span)[1] == ([len(inside)] if inside else [])
        if inside:
            assert ask(past, method="sum", span=span)[1] == [sum(inside)]
            assert ask(past, method="avg", span=span)[1] == pytest.approx([sum(inside) / len(inside)])
            assert ask(past, method="min", span=span)[1] == [min(inside)]
            assert ask(past, method="max", span=span)[1] == [max(inside)]


@pytest.mark.parametrize("period", ["year", "month", "day", "hour", "minute", "second"])
def test_every_period_agrees_with_a_count_by_hand(past: Past, period: Period) -> None:
    dice = random.Random(5)
    points = [(T0 + dice.randrange(400 * DAY), float(dice.randrange(50))) for _ in range(600)]
    past.note("a", [(moment, {"level": value}) for moment, value in points[:500]])
    past.move()
    past.note("a", [(moment, {"level": value}) for moment, value in points[500:]])
    start, stop = T0 + 3 * DAY + 1_234, T0 + 380 * DAY + 98_765

    expected: dict[int, float] = {}
    for moment, value in points:
        if start <= moment < stop:
            begin = periods.begin_of(period, moment)
            expected[begin] = expected.get(begin, 0) + value
    index, values = ask(past, method="sum", period=period, span=Span(start, stop))

    assert dict(zip(index, values, strict=True)) == expected
    assert index == sorted(index)


def test_periods_begin_where_calendars_say() -> None:
    moment = moments.read("2024-02-29T13:14:15.678Z")
    begins = {period: periods.begin_of(period, moment) for period in ("year", "month", "day", "hour")}

    assert {period: moments.show(begin)[:13] for period, begin in begins.items()} == {
        "year": "2024-01-01T00",
        "month": "2024-02-01T00",
        "day": "2024-02-29T00",
        "hour": "2024-02-29T13",
    }
    assert moments.of(datetime.fromisoformat("2024-02-29T13:00:00+00:00")) == begins["hour"]


def test_a_year_averages_by_month_without_a_look_at_any_point(past: Past) -> None:
    past.note("a", [(T0 + hour * HOUR, {"level": hour % 100}) for hour in range(365 * 24)])
    past.move()
    by_month = ask(past, method="avg", period="month")

    past.broker.do_now(lambda session: session.execute("DELETE FROM broker_history"))
    past.broker.do_now(lambda session: session.execute("DELETE FROM broker_rollup WHERE level < 4"))

    assert len(by_month[0]) == 12
    assert ask(past, method="avg", period="month") == by_month
