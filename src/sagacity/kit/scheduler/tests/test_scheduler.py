from datetime import datetime, timedelta

import pytest

from sagacity.kit.jobs import api as jobs
from sagacity.kit.scheduler import api as scheduler
from sagacity.kit.scheduler import entries, health, models, slots
from sagacity.kit.testing.house import House

ran: list[datetime] = []


def note(at: datetime) -> None:
    ran.append(at)


@pytest.fixture
def _bare_timetable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "_timetable", {})
    ran.clear()


@pytest.fixture
def morning(_bare_timetable: None) -> None:
    scheduler.daily(at="06:00")(note)


@pytest.fixture
def every_quarter(_bare_timetable: None) -> None:
    scheduler.every(minutes=15)(note)


def at_time(at: datetime, hour: int, minute: int = 0) -> datetime:
    return at.replace(hour=hour, minute=minute)


@pytest.mark.django_db
@pytest.mark.usefixtures("morning")
def test_a_daily_job_runs_once_a_day_at_its_time(at: datetime) -> None:
    asked = [scheduler.tick(at=at_time(at, 6, minute)) for minute in (0, 1, 30)]
    asked.append(scheduler.tick(at=at_time(at, 6) + timedelta(days=1)))
    jobs.run_waiting()

    assert asked == [1, 0, 0, 1]
    assert ran == [at_time(at, 6), at_time(at, 6) + timedelta(days=1)]


@pytest.mark.django_db
@pytest.mark.usefixtures("morning")
def test_a_morning_missed_by_hours_is_caught_up_once(at: datetime) -> None:
    assert scheduler.tick(at=at_time(at, 9)) == 1
    assert scheduler.tick(at=at_time(at, 10)) == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("morning")
def test_a_morning_missed_by_more_than_half_a_day_is_left_out(at: datetime) -> None:
    assert scheduler.tick(at=at_time(at, 19)) == 0
    assert scheduler.tick(at=at_time(at, 5) + timedelta(days=3)) == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("every_quarter")
def test_quarters_missed_during_a_pause_are_replaced_by_the_latest(at: datetime) -> None:
    asked = [scheduler.tick(at=at_time(at, 9, 2)), scheduler.tick(at=at_time(at, 12, 17))]
    jobs.run_waiting()

    assert asked == [1, 1]
    assert ran == [at_time(at, 9), at_time(at, 12, 15)]


@pytest.mark.parametrize("minutes", [0, 7, 1441])
def test_a_number_of_minutes_that_does_not_divide_a_day_is_refused(minutes: int) -> None:
    with pytest.raises(scheduler.BadSchedule, match="divides a day"):
        scheduler.every(minutes=minutes)


@pytest.mark.parametrize("at", ["6", "25:00", "six o'clock"])
def test_a_time_that_no_clock_shows_is_refused(at: str) -> None:
    with pytest.raises(scheduler.BadSchedule, match="06:00"):
        scheduler.daily(at=at)


@pytest.mark.django_db
def test_the_health_page_knows_whether_anybody_looks_at_the_watch() -> None:
    from sagacity.kit import clock

    assert not health.check().ok

    slots.look_at_the_watch(at=clock.now())

    assert health.check().ok


@pytest.mark.django_db
def test_turns_of_long_ago_are_forgotten(at: datetime) -> None:
    models.Slot.objects.create(name="old", slot=at - timedelta(days=50), taken_at=at)

    slots.look_at_the_watch(at=at)

    assert not models.Slot.objects.exists()


RACE = """
from datetime import datetime, timedelta
from sagacity.kit.clock import JAPAN
from sagacity.kit.scheduler import api as scheduler, entries
from sagacity.kit.scheduler.tests.test_scheduler import note
entries._timetable.clear()
scheduler.every(minutes=15)(note)
start = datetime(2026, 9, 15, 9, tzinfo=JAPAN)
for turn in range(40):
    scheduler.tick(at=start + timedelta(minutes=15) * turn)
"""
COUNT = """
from sagacity.kit.jobs.models import Job
tell(Job.objects.filter(function__endswith="take_turn").count())
"""


def test_two_schedulers_and_one_turn_make_one_job(house: House) -> None:
    both = [house.start(RACE), house.start(RACE)]

    assert [process.wait(120) for process in both] == [0, 0]
    assert house.run(COUNT) == 40
