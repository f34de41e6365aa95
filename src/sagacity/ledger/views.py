"""Doors of payment providers: the payer who comes back, and the provider's own voice."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from sagacity.kit import policy
from sagacity.ledger import hearing, questions, types
from sagacity.ledger.providers import base, chosen
from sagacity.ledger.providers.door import Door
from sagacity.ledger.types import RefusedKind


@policy.access(
    policy.ANYONE
)  # the phone may come back in a browser that knows nobody; the signature is the key
@never_cache
@require_safe
def back(request: HttpRequest, provider: str) -> HttpResponse:
    """The payer comes back; what the browser brings is believed only if the provider signed it."""
    return DOOR.back(request, provider)


@csrf_exempt  # no browser sends it: it is believed by its own signature
@policy.access(policy.ANYONE)
@never_cache
@require_POST
def webhook(request: HttpRequest, provider: str) -> HttpResponse:
    """The provider tells something; taken once however often it comes. Anything but 2xx lets it try again."""
    return DOOR.webhook(request, provider)


def _provider(key: str) -> base.Provider:
    try:
        return chosen.provider(key)
    except chosen.NoSuchProvider as problem:
        raise Http404(key) from problem


def _hear(claim: types.Claim, at: datetime) -> str:
    try:
        return hearing.hear(claim=claim, at=at).back_to or "/"
    except hearing.NoSuchPayment as problem:
        _note_unknown(claim, at)
        raise Http404(str(problem)) from problem


def _note_unknown(claim: types.Claim, at: datetime) -> None:
    """The provider signed it, and the city never began such a payment: perhaps money nobody looks for."""
    said = {
        "order": claim.payment,
        "outcome": claim.outcome.value,
        "amount": str(claim.amount),
        "currency": claim.currency,
        "reference": claim.reference,
    }
    questions.note_refused(
        provider=claim.provider,
        way=claim.way,
        kind=RefusedKind.UNKNOWN,
        why="no such payment",
        at=at,
        said=said,
    )


def _note_forged(provider: str, way: str, problem: base.Forged, at: datetime) -> None:
    """It stands on the desk too: somebody may have paid and not be heard."""
    is_signed = isinstance(problem, base.Unreadable)
    kind = RefusedKind.UNREADABLE if is_signed else RefusedKind.FORGED
    questions.note_refused(provider=provider, way=way, kind=kind, why=str(problem), at=at)


DOOR = Door("ledger", "ledger", _provider, _hear, "ledger/not_believed.html", _note_forged)
