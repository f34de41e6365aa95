"""What the register does by the clock: take in the files that the core system left."""

from datetime import datetime

from sagacity.identity.register import inbox
from sagacity.kit.scheduler import api as scheduler


@scheduler.every(minutes=10)
def take_files_in(at: datetime) -> None:
    """Who moved out yesterday should not hold a card this morning."""
    inbox.take_all(at=at)
