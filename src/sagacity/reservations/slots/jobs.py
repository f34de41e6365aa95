"""What slots does by the clock: holds that are over, turns of those who wait, draws, reminders, old names."""

from datetime import datetime

from sagacity.kit.scheduler import api as scheduler
from sagacity.reservations.slots import drawing, keeping, promises, reminding, waiting


@scheduler.every(minutes=2)
def let_holds_go(at: datetime) -> None:
    """Give back what was held and not confirmed in time, and give those who wait their turn."""
    promises.let_holds_go(at=at)
    waiting.look_after(at=at)


@scheduler.daily(at="09:00")
def draw_lots(at: datetime) -> None:
    """Publish the lists of rounds that closed; draw those whose list was published the day before."""
    drawing.look_after(at=at)


@scheduler.daily(at="18:00")
def remind(at: datetime) -> None:
    """Tell everybody who has an appointment tomorrow."""
    reminding.remind(at=at)


@scheduler.daily(at="03:55")
def erase_old_holders(at: datetime) -> None:
    """Take the name off times that are 90 days over."""
    keeping.erase_old_holders(at=at)
