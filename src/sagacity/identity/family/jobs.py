"""What family does by the clock: end what is over, forget what ended long ago."""

from datetime import datetime, timedelta

from sagacity.identity.family import ending, models
from sagacity.kit.scheduler import api as scheduler

KEPT_AFTER_ITS_END = timedelta(days=365 * 3)  # so long a resident can read what they had agreed to


@scheduler.daily(at="03:45")
def end_families_consents_and_mandates(at: datetime) -> None:
    """End whatever is over; what ended three years ago goes."""
    ending.end_what_is_over(at=at)
    for table in (models.Consent, models.Member, models.Invitation, models.Mandate):
        table.objects.filter(ended_at__lt=at - KEPT_AFTER_ITS_END).delete()
    models.AgreedText.objects.filter(consents=None).delete()
