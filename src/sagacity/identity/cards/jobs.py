"""What cards do by the clock: end what is over, forget what nobody needs."""

from datetime import datetime, timedelta

from sagacity.identity.cards import carriages, models
from sagacity.identity.cards.wallets import offers
from sagacity.kit.scheduler import api as scheduler

KEPT_AFTER_ITS_END = timedelta(days=365)


@scheduler.daily(at="03:50")
def tidy_cards(at: datetime) -> None:
    """End carriages whose time is over; drop cards a year after their last day."""
    carriages.end_what_is_over(at=at)
    offers.prune(at=at)
    models.Card.objects.filter(expires_at__lt=at - KEPT_AFTER_ITS_END).delete()
