"""The clock of a stage stands still while the resident is to answer."""

from datetime import datetime, timedelta

from sagacity.kit import clock
from sagacity.procedures.api import due, is_open_day


def after_a_pause(*, due_at: datetime, paused: datetime, resumed: datetime) -> datetime:
    """The end of a stage, moved on by the open days in which the resident was to answer."""
    asked, answered = clock.day(paused), clock.day(resumed)
    passed = (asked + timedelta(days=one) for one in range(1, (answered - asked).days + 1))
    return due(since=due_at, days=sum(map(is_open_day, passed)))
