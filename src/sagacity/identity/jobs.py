"""What identity does by the clock: forget what nobody needs any more."""

from datetime import datetime

from sagacity.identity import devices, sessions, signing_in
from sagacity.kit.scheduler import api as scheduler


@scheduler.daily(at="03:40")
def forget_what_is_over(at: datetime) -> None:
    """Drop devices unused for 400 days, sessions that have ended and counts of failed sign-ins."""
    devices.prune(at=at)
    sessions.prune(at=at)
    signing_in.prune(at=at)
