"""What identity does by the clock: forget what nobody needs any more."""

from datetime import datetime

from sagacity.identity import devices, once, residents, sessions, signing_in
from sagacity.kit.scheduler import api as scheduler


@scheduler.daily(at="03:40")
def forget_what_is_over(at: datetime) -> None:
    """Drop unused devices, ended sessions, counts of failed sign-ins, used challenges; end old roles."""
    residents.end_what_is_over(at=at)
    devices.prune(at=at)
    sessions.prune(at=at)
    signing_in.prune(at=at)
    once.prune(at=at)
