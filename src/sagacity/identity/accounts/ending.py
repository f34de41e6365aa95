"""Ending: an account goes when its owner wishes; for a week it can come back, then nothing is left of it."""

from datetime import datetime, timedelta

from django.db import transaction

from sagacity.identity import models as devices
from sagacity.identity import signals as identity_signals
from sagacity.identity import types as identity_types
from sagacity.identity.accounts import entering, letters, models, signals, types
from sagacity.kit import keeping, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.jobs import api as jobs

COMES_BACK_FOR = timedelta(days=7)


@transaction.atomic
def end(account: models.Account, *, at: datetime) -> None:
    """End an account: every browser is signed out now, the card ends now, the rest goes after a week."""
    entering.end_all(account, why=types.SignedOut.ACCOUNT, at=at)
    account.ended_at = at
    account.save(update_fields=["ended_at"])
    by = policy.Person(account.key, account.nickname, "resident")
    audit.record(actor=by, action="resident.end", thing=account.key, at=at)
    signals.resident_ended.announce(types.Ended(account.key, at, at + COMES_BACK_FOR))
    if account.mail:
        jobs.enqueue(letters.tell, address=account.mail, what="ended", language=account.language)


def erase_what_has_ended(*, at: datetime) -> int:
    """Erase accounts whose week is over, with the profile and whatever hangs on it; says how many."""
    over = list(models.Account.objects.filter(ended_at__lte=at - COMES_BACK_FOR))
    for row in over:
        with transaction.atomic():
            keeping.forget_everywhere(person=row.key)
            if row.profile:
                keeping.forget_everywhere(person=row.profile)
                identity_signals.device_forgotten.announce(identity_types.Forgotten(row.profile))
                devices.Device.objects.filter(key=row.profile).delete()
            audit.record(actor=policy.SYSTEM, action="resident.erase", thing=row.key, at=at)
            row.delete()
    return len(over)
