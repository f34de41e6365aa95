"""What visits do by the clock: let go of the day's."""

from datetime import datetime

from sagacity.kit.scheduler import api as scheduler
from sagacity.procedures.visits import keeping


@scheduler.daily(at="03:45")
def drop_what_is_over(at: datetime) -> None:
    keeping.drop_what_is_over(at=at)
