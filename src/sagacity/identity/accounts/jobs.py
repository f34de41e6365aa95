"""What accounts do by the clock: end what nobody uses, erase what has ended, forget codes."""

from datetime import datetime

from sagacity.identity.accounts import ending, entering, models
from sagacity.kit.scheduler import api as scheduler


@scheduler.daily(at="03:50")
def forget_what_is_over(at: datetime) -> None:
    """Sessions unused for too long, accounts ended a week ago, codes that ran out."""
    entering.end_what_is_over(at=at)
    ending.erase_what_has_ended(at=at)
    for table in (models.MailCode, models.HeldForm):
        table.objects.filter(until__lte=at).delete()
    models.SpareCode.objects.filter(until__lte=at).delete()
