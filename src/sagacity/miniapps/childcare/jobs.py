"""What this mini-app does by the clock."""

from datetime import datetime

from sagacity.kit.scheduler import api as scheduler
from sagacity.miniapps.childcare import reminding


@scheduler.daily(at="08:30")
def tell_what_becomes_due(at: datetime) -> None:
    """Vaccinations and check-ups whose time begins today, to those who wished to be told."""
    reminding.tell(at=at)
