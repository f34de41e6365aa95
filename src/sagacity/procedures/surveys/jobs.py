"""What surveys do by the clock: pour, close, remind, and let go."""

from datetime import datetime

from sagacity.kit.scheduler import api as scheduler
from sagacity.procedures.surveys import inviting, keeping, pouring, surveys


@scheduler.every(minutes=10)
def pour_boxes(at: datetime) -> None:
    """Count what has waited long enough among others."""
    pouring.pour_all(at=at)


@scheduler.daily(at="00:20")
def close_those_that_are_over(at: datetime) -> None:
    """Close surveys whose last day was yesterday."""
    surveys.close_those_that_are_over(at=at)


@scheduler.daily(at="09:10")
def remind_of_those_that_end(at: datetime) -> None:
    """Say once that a survey is about to end."""
    inviting.remind_of_those_that_end(at=at)


@scheduler.daily(at="03:55")
def erase_what_is_over(at: datetime) -> None:
    """Erase own words a year after the end, and sheets when their years are over; counts stay published."""
    keeping.erase_what_is_over(at=at)
