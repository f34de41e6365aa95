"""Ending: what is over by a day, an age, an account or a consent that was taken back."""

from datetime import datetime

from django.db import transaction

from sagacity.identity.family import children, companions, consents, mandates, members, models, types
from sagacity.identity.register import api as register
from sagacity.kit import clock, policy


@transaction.atomic
def end_all_by(*, resident: str, at: datetime) -> None:
    """What an account had agreed to, and its family, end with it."""
    members.end_all_by(resident=resident, why=types.Why.ACCOUNT, at=at)
    for row in models.Member.objects.present().filter(other=resident):
        members.end(row, why=types.Why.ACCOUNT, by=policy.SYSTEM, at=at)
    models.Invitation.objects.open(at).filter(resident=resident).update(ended_at=at)
    for mandate in models.Mandate.objects.standing().of_account(resident).select_for_update():
        mandates.end(mandate, why=types.Why.ACCOUNT, by=policy.SYSTEM, at=at)
    consents.end_all_by(resident=resident, why=types.Why.ACCOUNT, at=at)


@transaction.atomic
def end_mandates_of(*, inhabitant: str, at: datetime) -> None:
    """Whoever moved out or died gives no mandate and holds none."""
    for row in models.Mandate.objects.standing().of_inhabitant(inhabitant).select_for_update():
        mandates.end(row, why=types.Why.LEFT, by=policy.SYSTEM, at=at)


@transaction.atomic
def end_member_of(*, consent: str, at: datetime) -> None:
    """Whoever takes the consent back leaves; an ending that took the consent along finds nobody here."""
    row = models.Member.objects.present().select_for_update().filter(consent=consent).first()
    if row is not None:
        members.end(row, why=types.Why.OWN_WISH, by=policy.SYSTEM, at=at)


def end_what_is_over(*, at: datetime) -> None:
    """Consents, invitations and mandates whose time is up; children who are old enough to act themselves."""
    consents.end_what_is_over(at=at)
    companions.end_what_is_over(at=at)
    with transaction.atomic():
        over = models.Mandate.objects.standing().filter(ends_on__lt=clock.day(at))
        unanswered = models.Mandate.objects.standing().filter(accepted_at=None, token_until__lte=at)
        for mandate in (over | unanswered).select_for_update():
            mandates.end(mandate, why=types.Why.OVER, by=policy.SYSTEM, at=at)
    for row in models.Member.objects.present().filter(kind=types.Kind.CHILD):
        with transaction.atomic():
            _grow_up(row, at)


def _grow_up(row: models.Member, at: datetime) -> None:
    try:
        is_child = children.is_child(row.inhabitant, at=at)
    except register.NoSuchInhabitant:
        members.end(row, why=types.Why.LEFT, by=policy.SYSTEM, at=at)
        return
    if not is_child:
        members.end(row, why=types.Why.GROWN, by=policy.SYSTEM, at=at)
