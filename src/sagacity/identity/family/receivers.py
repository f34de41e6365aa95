"""News family reacts to: the register has the last word on households, an account on what it agreed to."""

from sagacity.identity.accounts import api as accounts
from sagacity.identity.family import ending, members, signals, types
from sagacity.identity.register import api as register
from sagacity.kit import clock

_MATTERS = {"household", "has_support_measures", "is_closed_to_others"}


@register.inhabitant_left.receiver
def who_left_is_in_no_family_and_acts_for_nobody(left: register.Left) -> None:
    members.end_all_of(inhabitant=left.key, why=types.Why.LEFT, at=clock.now())
    ending.end_mandates_of(inhabitant=left.key, at=clock.now())


@register.inhabitant_changed.receiver
def who_lives_elsewhere_is_in_the_family_no_longer(changed: register.Changed) -> None:
    if _MATTERS & set(changed.what):
        members.keep_to_the_register(inhabitant=changed.key, at=clock.now())


@accounts.resident_ended.receiver
def a_family_ends_with_the_account(ended: accounts.Ended) -> None:
    ending.end_all_by(resident=ended.resident, at=ended.at)


@accounts.resident_unverified.receiver
def a_family_ends_with_the_proof(news: accounts.Unverified) -> None:
    ending.end_all_by(resident=news.resident, at=news.at)


@signals.consent_ended.receiver
def a_membership_ends_with_the_consent_to_it(ended: types.ConsentEnded) -> None:
    ending.end_member_of(consent=ended.consent, at=ended.at)
