"""What direct debit does by the clock: ask banks about quiet applications, and let go what is over."""

from datetime import datetime

from sagacity.kit import clock
from sagacity.kit.scheduler import api as scheduler
from sagacity.ledger.debit import handing, keeping


@scheduler.every(minutes=2)
def ask_what_became_of_applications(at: datetime) -> None:
    """Lost webhooks, and residents who closed the bank's page."""
    handing.look_after_all(at=clock.now())


@scheduler.daily(at="03:55")
def let_go_of_what_is_over(at: datetime) -> None:
    """Accounts of mandates that ended long ago, and files of runs that were booked long ago."""
    keeping.let_go(at=at)
