"""What reservations does by the clock: erase what nobody needs any more."""

from datetime import datetime

from sagacity.kit.scheduler import api as scheduler
from sagacity.reservations import keeping


@scheduler.daily(at="03:50")
def erase_old_contacts(at: datetime) -> None:
    """Erase contacts 90 days after the end of what they were for."""
    keeping.erase_old_contacts(at=at)
