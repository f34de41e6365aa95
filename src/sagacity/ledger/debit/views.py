"""Doors of the bank's page: the resident who comes back, and the bank's own voice."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from sagacity.kit import policy
from sagacity.ledger.debit import handing, mandates
from sagacity.ledger.debit.providers import base
from sagacity.ledger.providers.door import Door

PAGE = "/apps/debit/{}/"  # of the mandate, for whoever it belongs to


@policy.access(
    policy.ANYONE
)  # the phone may come back in a browser that knows nobody; the signature is the key
@never_cache
@require_safe
def back(request: HttpRequest, provider: str) -> HttpResponse:
    """The resident comes back; what the browser brings is believed only if the bank signed it."""
    return DOOR.back(request, provider)


@csrf_exempt  # no browser sends it: it is believed by its own signature
@policy.access(policy.ANYONE)
@never_cache
@require_POST
def webhook(request: HttpRequest, provider: str) -> HttpResponse:
    """The bank tells something; taken once however often it comes. Anything but 2xx lets it try again."""
    return DOOR.webhook(request, provider)


def _page(key: str) -> base.BankPage:
    try:
        return handing.bank_page(key)
    except handing.NoBank as problem:
        raise Http404(key) from problem


def _hear(answer: base.Answer, at: datetime) -> str:
    try:
        return PAGE.format(handing.hear(answer=answer, at=at).key)
    except mandates.NoSuchMandate as problem:
        raise Http404(str(problem)) from problem


DOOR = Door("debit", "ledger.debit", _page, _hear, "ledger/debit/not_believed.html")
