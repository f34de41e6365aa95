"""What accounts react to: who left the town is no citizen any more, a forgotten profile signs out."""

from sagacity.identity import api as identity
from sagacity.identity.accounts import entering, models, raising, types
from sagacity.identity.register import api as register
from sagacity.kit import clock


@register.inhabitant_left.receiver
def who_left_is_no_citizen(left: register.Left) -> None:
    raising.unverify(inhabitant=left.key, why=left.why, at=clock.now())


@identity.device_forgotten.receiver
def a_forgotten_profile_signs_out(forgotten: identity.Forgotten) -> None:
    """Whoever wipes everything on one browser is signed out on all; the account stays."""
    for account in models.Account.objects.filter(profile=forgotten.key):
        entering.end_all(account, why=types.SignedOut.ELSEWHERE, at=clock.now())
        models.Account.objects.filter(pk=account.pk).update(profile="")
