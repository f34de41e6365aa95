"""The past of an attribute by the clock in Japan."""

from datetime import UTC, datetime, timedelta

import pytest

from sagacity.broker import api as broker
from sagacity.broker.here import here
from sagacity.broker.history.recording import Recorder
from sagacity.broker.history.rollups import Mover
from sagacity.broker.looking.past import Step

UNTIL = datetime(2026, 11, 27, 1, 30, tzinfo=UTC)  # 10:30 in Japan


@pytest.fixture(autouse=True)
def one_gauge(platform: str) -> None:
    broker.put_things(
        tenant="",
        path="/sensors",
        about={"g1": [broker.Thing("g1", "RiverGauge", {"level": broker.Value(1.0, "Number")})]},
    )


def note(*readings: tuple[datetime, float]) -> None:
    """Readings of the gauge's level, some time ago, left in the tail of the history."""
    rows = [
        ("", "/sensors", "g1", "RiverGauge", "level", "Number", ms(at), ms(at), value, None)
        for at, value in readings
    ]
    recorder = Recorder(kind=here().store.kind)
    here().do_now(lambda session: recorder.append(session, rows))


def move_on() -> None:
    """Into the roll-ups."""
    mover = Mover(kind=here().store.kind)
    here().do_now(lambda session: mover.move(session, at=ms(UNTIL)))


def ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def past(step: Step) -> tuple[broker.Stretch, ...]:
    return broker.past_of(broker.one_live(tenant="", id="g1"), attribute="level", step=step, until=UNTIL)


@pytest.mark.parametrize("is_moved", [False, True])
def test_hours_have_mean_low_and_high_and_gaps_stay_gaps(is_moved: bool) -> None:
    note((UNTIL - timedelta(minutes=5), 2.0), (UNTIL - timedelta(minutes=10), 4.0))
    note((UNTIL - timedelta(hours=3), 1.0))
    if is_moved:
        move_on()

    hours = past("hour")

    assert len(hours) == 48
    newest = hours[-1]
    assert (newest.begins.hour, newest.readings, newest.mean, newest.low, newest.high) == (10, 2, 3.0, 2, 4)
    assert hours[-2].mean is None
    assert hours[-4].mean == 1.0


def test_a_day_begins_at_midnight_in_japan() -> None:
    midnight = datetime(2026, 11, 26, 15, tzinfo=UTC)  # 27 November, 0:00 in Japan
    note((midnight - timedelta(seconds=1), 1.0), (midnight, 5.0))
    move_on()

    *_, before, today = past("day")

    assert (before.begins.day, before.mean) == (26, 1.0)
    assert (today.begins.day, today.mean) == (27, 5.0)


def test_a_month_weighs_every_reading_alike() -> None:
    first = datetime(2026, 10, 1, tzinfo=UTC)
    note(*((first + timedelta(minutes=minute), 0.0) for minute in range(3)), (first + timedelta(days=9), 8.0))
    move_on()

    months = past("month")

    assert len(months) == 12
    assert (months[-2].begins.month, months[-2].mean, months[-2].readings) == (10, 2.0, 4)
    assert months[0].begins == datetime(2025, 12, 1, tzinfo=months[0].begins.tzinfo)
