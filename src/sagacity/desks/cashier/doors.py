"""Who may do what at this desk: look, take money at a counter, keep the books, be the second person."""

from datetime import date

from django.http import Http404, HttpRequest

from sagacity.identity import api as identity
from sagacity.kit import policy
from sagacity.ledger import api as ledger

LOOK = policy.permitted(identity.MONEY_LOOK)
TAKE = policy.permitted(identity.MONEY_TAKE)
KEEP = policy.permitted(identity.MONEY_KEEP)


def bill_or_404(key: str) -> ledger.Bill:
    try:
        return ledger.bill(key=key)
    except ledger.NoSuchBill as problem:
        raise Http404(key) from problem


def day_or_404(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError as problem:
        raise Http404(said) from problem


def may(request: HttpRequest, rule: policy.Rule) -> bool:
    return policy.person_of(request).may(rule.permission)
