"""What the remote counter does by the clock: in the night, nothing of a talk is left but its times."""

from datetime import datetime

from sagacity.kit.scheduler import api as scheduler
from sagacity.reservations.remote import keeping


@scheduler.daily(at="03:45")
def close_day(at: datetime) -> None:
    """Seats, words and persons of yesterday's calls are forgotten; times a month later."""
    keeping.close_day(at=at)
