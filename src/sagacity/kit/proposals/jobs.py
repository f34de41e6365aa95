"""What proposals do by the clock: those that nobody decided are over, and very old ones go."""

from datetime import datetime

from sagacity.kit.proposals import proposals
from sagacity.kit.scheduler import api as scheduler


@scheduler.daily(at="03:50")
def end_what_nobody_decided(at: datetime) -> None:
    """A yes that comes weeks later would be about a world that has changed."""
    proposals.close_over(at=at)
    proposals.forget(at=at)
