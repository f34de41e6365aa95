"""What cases do about news: money that came or went back, people who are told, devices that join."""

from sagacity.identity import api as identity
from sagacity.ledger import api as ledger
from sagacity.procedures.cases import keeping, models, money, signals, telling, types


@ledger.bill_paid.receiver
def the_fee_has_come(paid: ledger.BillPaid) -> None:
    if _is_ours(paid.about, paid.bill):
        money.has_come(case=paid.about, payment=paid.payment, at=paid.at)


@ledger.bill_refunded.receiver
def the_fee_went_back(refunded: ledger.BillRefunded) -> None:
    if _is_ours(refunded.about, refunded.bill):
        money.went_back(case=refunded.about, news=refunded)


@signals.case_submitted.receiver
def who_applied_has_the_number(news: types.CaseNews) -> None:
    telling.that_it_came_in(news)


@signals.case_changed.receiver
def who_applied_is_told(news: types.CaseNews) -> None:
    telling.that_something_happened(news)


@signals.case_decided.receiver
def who_applied_is_told_the_decision(news: types.CaseDecided) -> None:
    telling.that_it_is_decided(news)


@identity.devices_joined.receiver
def cases_go_with_the_device(joined: identity.Joined) -> None:
    keeping.join(old=joined.old, new=joined.new)


def _is_ours(about: str, bill: str) -> bool:
    return models.Case.objects.filter(key=about, bill=bill, purged_at=None).exists()
