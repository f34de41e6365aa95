"""What is kept how long, for whoever answers for it."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.identity.testing import StaffActor
from sagacity.kit import clock, retention
from sagacity.kit.audit import api as audit
from sagacity.kit.scheduler import api as scheduler

pytestmark = pytest.mark.django_db
# On the timetable, and nothing of anybody goes by it.
DIGEST = "sagacity.kit.audit.jobs.write_down_yesterday"
MAKE_OR_SEND = {
    DIGEST,
    "sagacity.miniapps.childcare.jobs.tell_what_becomes_due",
    "sagacity.procedures.cases.jobs.remind_and_note",
    "sagacity.procedures.outcomes.jobs.close_what_was_handed",
    "sagacity.procedures.surveys.jobs.remind_of_those_that_end",
    "sagacity.reservations.slots.jobs.draw_lots",
    "sagacity.reservations.slots.jobs.remind",
}


def test_every_daily_job_that_lets_something_go_is_on_the_list() -> None:
    daily = {name for name, entry in scheduler.all_entries().items() if entry.minutes >= 24 * 60}
    own = {name for name in daily if name.startswith("sagacity.")}
    listed = {each.job for each in retention.everything() if each.job}

    assert own - listed - MAKE_OR_SEND == set(), "say in the room's retention.toml what goes by this job"
    assert listed <= set(scheduler.all_entries()), "no job of this name is on the timetable"


def test_each_line_is_for_readers_of_two_languages() -> None:
    lines = retention.everything()

    assert len(lines) > 12
    assert all(set(each.what) == set(each.how_long) == {"ja", "en"} for each in lines)


def test_an_auditor_sees_when_it_last_went_and_the_digest_of_yesterday(
    admin: StaffActor, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    assert "まだ一日も終わっていません" in admin.sees("/staff/kept/")
    assert "まだ一度も動いていません" in admin.sees()
    tomorrow = clock.now() + timedelta(days=1)

    scheduler.all_entries()[DIGEST].function(tomorrow)
    scheduler.tick(at=tomorrow)

    page = admin.sees("/staff/kept/")
    assert audit.written_digests()[0] in page
    assert clock.day(clock.now()).isoformat() in page
    assert "31日" in page


def test_others_do_not_see_it(koga: StaffActor) -> None:
    assert koga.client.get("/staff/kept/").status_code == 403
