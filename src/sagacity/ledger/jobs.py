"""What the ledger does by the clock: ask about payments and refunds nobody told it the end of."""

from datetime import datetime

from sagacity.kit import clock
from sagacity.kit.scheduler import api as scheduler
from sagacity.ledger import asking, purging, refunds


@scheduler.every(minutes=2)
def ask_what_became_of_payments(at: datetime) -> None:
    """Lost webhooks, payers who closed the page, refunds of a process that was killed."""
    now = clock.now()  # the turn may run late, and a payment's time is over by the clock
    asking.look_after_all(at=now)
    refunds.carry_out_waiting(at=now)


@scheduler.daily(at="04:10")
def empty_what_is_over(at: datetime) -> None:
    """Let go of payers, free words and ways back whose time is over; the books themselves stay."""
    purging.empty_what_is_over(at=at)
