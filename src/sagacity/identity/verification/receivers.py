"""News verification reacts to: who left, or ended their account, is known by no card any more."""

from sagacity.identity.accounts import api as accounts
from sagacity.identity.register import api as register
from sagacity.identity.verification import links


@register.inhabitant_left.receiver
def a_card_of_somebody_who_left_is_forgotten(left: register.Left) -> None:
    links.forget_inhabitant(left.key)


@accounts.resident_ended.receiver
def a_card_of_an_ended_account_is_forgotten(ended: accounts.Ended) -> None:
    links.forget_resident(ended.resident)
