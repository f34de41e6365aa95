"""What this mini-app does by the clock: remind people at the times they chose."""

from datetime import datetime

from sagacity.kit import clock
from sagacity.kit.scheduler import api as scheduler
from sagacity.miniapps.garbage import reminding


@scheduler.every(minutes=5)
def remind_of_collection(slot: datetime) -> None:
    """Remind everybody whose time has come; by the clock now, for a turn may have waited for its worker."""
    reminding.remind(at=clock.now())
