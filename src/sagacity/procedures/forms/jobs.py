"""What forms does by the clock: let go of what nobody came back to."""

from datetime import datetime

from sagacity.kit.scheduler import api as scheduler
from sagacity.procedures.forms import keeping


@scheduler.daily(at="03:25")
def drop_what_is_over(at: datetime) -> None:
    keeping.drop_what_is_over(at=at)
