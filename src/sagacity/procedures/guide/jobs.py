"""What the guide does by the clock: let go of sets whose month is over."""

from datetime import datetime

from sagacity.kit.scheduler import api as scheduler
from sagacity.procedures.guide import sets


@scheduler.daily(at="03:35")
def drop_what_is_over(at: datetime) -> None:
    sets.drop_what_is_over(at=at)
