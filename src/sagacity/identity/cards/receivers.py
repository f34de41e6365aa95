"""News cards react to: with an account, a browser, a family, a consent, or whoever left, cards end."""

from sagacity.identity.accounts import api as accounts
from sagacity.identity.cards import children, endings, proxies, standing, types
from sagacity.identity.family import api as family
from sagacity.identity.register import api as register
from sagacity.kit import clock, policy

# A browser that nobody used for long keeps its card: it works without a network, and is short-lived anyway.
# With an account every card ends, and says so.
_NOT_BY_THIS = {accounts.SignedOut.UNUSED, accounts.SignedOut.ACCOUNT}


@accounts.device_ended.receiver
def cards_end_with_the_session(ended: accounts.DeviceEnded) -> None:
    if ended.why in _NOT_BY_THIS:
        return
    by = policy.Person(key=ended.resident, name="", kind="resident")
    endings.end_in_browser(resident=ended.resident, browser=ended.device, by=by, at=ended.at)


@accounts.resident_ended.receiver
def cards_end_with_the_account(ended: accounts.Ended) -> None:
    endings.end_all(resident=ended.resident, why=types.Why.ACCOUNT, by=policy.SYSTEM, at=ended.at)


@accounts.resident_unverified.receiver
def cards_end_with_the_proof(news: accounts.Unverified) -> None:
    endings.end_all(resident=news.resident, why=types.Why.ACCOUNT, by=policy.SYSTEM, at=news.at)


@register.inhabitant_left.receiver
def cards_end_when_somebody_leaves(left: register.Left) -> None:
    at = clock.now()
    endings.end_all(inhabitant=left.key, why=types.Why.LEFT, by=policy.SYSTEM, at=at)


@family.member_left.receiver
def a_childs_card_ends_with_the_family(left: family.MemberLeft) -> None:
    if left.kind is family.Kind.CHILD:
        children.end_for(resident=left.resident, inhabitant=left.inhabitant, at=left.at)


@family.consent_ended.receiver
def a_childs_card_ends_with_the_consent(ended: family.ConsentEnded) -> None:
    if ended.purpose == standing.PURPOSE and ended.why != family.Why.REPLACED:
        children.end_for(resident=ended.resident, inhabitant=ended.subject, at=ended.at)


@family.mandate_ended.receiver
def a_card_carried_for_another_ends_with_the_mandate(ended: family.MandateEnded) -> None:
    proxies.end_for(mandate=ended.mandate, at=ended.at)
