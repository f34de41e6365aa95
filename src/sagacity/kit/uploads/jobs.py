"""What uploads does by the clock: let go of what nobody attached."""

from datetime import datetime

from sagacity.kit.scheduler import api as scheduler
from sagacity.kit.uploads import receiving


@scheduler.daily(at="03:35")
def drop_what_is_over(at: datetime) -> None:
    receiving.drop_what_is_over(at=at)
    receiving.drop_files_without_rows(at=at)
