"""What messaging does by the clock: let out what was scheduled, send on what waits, forget what is over."""

from datetime import datetime

from sagacity.kit.scheduler import api as scheduler
from sagacity.messaging import contacts, mail_addresses, publishing
from sagacity.messaging.delivering import rounds


@scheduler.every(minutes=1)
def publish_what_is_due(at: datetime) -> None:
    """Publish scheduled notices whose time has come."""
    publishing.publish_due(at=at)


@scheduler.every(minutes=1)
def send_what_is_due(at: datetime) -> None:
    """Try again, send what quiet hours held back, and fall back to the next channel."""
    rounds.make(at=at)


@scheduler.daily(at="03:50")
def forget_unproven_addresses(at: datetime) -> None:
    """Forget addresses of mail that nobody proved within a day."""
    mail_addresses.prune(at=at)


@scheduler.daily(at="03:55")
def forget_contacts_of_what_is_over(at: datetime) -> None:
    """Forget addresses that were given for something that is over."""
    contacts.forget_contacts(at=at)
