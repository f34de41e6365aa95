"""What conversations do by the clock: what nobody ended is ended, and with the day every one of them."""

from datetime import datetime

from sagacity.kit.scheduler import api as scheduler
from sagacity.messaging.conversation import conversations


@scheduler.every(minutes=30)
def forget_conversations(at: datetime) -> None:
    """Visits of yesterday, and those in which nobody has said a word for two hours."""
    conversations.purge(at=at)
