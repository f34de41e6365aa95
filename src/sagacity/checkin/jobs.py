"""What checkin does by the clock."""

from datetime import datetime

from sagacity.checkin import certificates, checking, keeping
from sagacity.kit.scheduler import api as scheduler


@scheduler.every(minutes=1)
def look_at_cards_again(at: datetime) -> None:
    """Check the cards of what came in."""
    while checking.check_cards(at=at) == checking.BATCH:
        pass


@scheduler.daily(at="04:40")
def forget_visitors(at: datetime) -> None:
    """Drop what visitors told at receptions that are over for long enough."""
    keeping.forget_what_is_over(at=at)
    certificates.drop_old(at=at)
