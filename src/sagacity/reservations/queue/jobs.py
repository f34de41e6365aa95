"""What the queue does by the clock: in the night the day is closed, and phones are taken off its tickets."""

from datetime import datetime

from sagacity.kit.scheduler import api as scheduler
from sagacity.reservations.queue import keeping, opinions, tickets


@scheduler.daily(at="03:40")
def close_day(at: datetime) -> None:
    """Whoever was not called has left, and the phones of yesterday are forgotten."""
    tickets.close_day(at=at)
    keeping.erase_holders(at=at)
    opinions.forget_who_answered()
