"""What verification does by the clock: forget ways and questions that are over."""

from datetime import datetime

from sagacity.identity.verification import questions, transactions
from sagacity.identity.verification.signing import documents
from sagacity.kit.scheduler import api as scheduler


@scheduler.daily(at="03:50")
def forget_old_ways(at: datetime) -> None:
    """Drop outcomes after a month, and facts no clerk decided about after three."""
    transactions.prune(at=at)
    questions.prune(at=at)
    documents.prune(at=at)
