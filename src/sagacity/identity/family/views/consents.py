"""What I agreed to: the list, one consent on paper, the receipt to keep, and taking it back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.identity.family import consents, receipt_keys, receipts, types
from sagacity.identity.family.views import shown
from sagacity.kit import clock, policy


@policy.access(policy.resident())
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Everything I agreed to; what holds first."""
    resident, today = shown.resident(request), clock.day(clock.now())
    found = consents.consents(resident=resident.key)
    context = {
        "standing": [one for one in found if one.holds(today)],
        "over": [(one, shown.why(one.why or types.Why.OVER)) for one in found if not one.holds(today)],
    }
    return render(request, "family/consents.html", context)


@policy.access(policy.resident())
@never_cache
@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One consent with the words that were agreed to; made to be printed."""
    found = _found(request, key)
    holds = found.holds(clock.day(clock.now()))
    context = {"consent": found, "holds": holds, "why": "" if holds else shown.why(found.why or "over")}
    return render(request, "family/consent.html", context)


@policy.access(policy.resident())
@never_cache
@require_safe
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    """The signed receipt as a file."""
    found = _found(request, key)
    said = receipts.receipt(consent=found.key, resident=found.resident, at=clock.now())
    answer = JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="consent-{found.key[-8:]}.json"'
    return answer


@policy.access(policy.resident())
@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    by = policy.resident_person_of(request)
    try:
        consents.withdraw(consent=key, by=by, at=clock.now())
    except consents.NoSuchConsent as problem:
        raise Http404(key) from problem
    messages.success(request, _("同意を取りやめました。いまから、このことには使いません。"))
    return redirect("family:consents")


@policy.access(policy.ANYONE)
@require_safe
def keys(request: HttpRequest) -> JsonResponse:
    """The public keys with which anybody checks a receipt."""
    return JsonResponse(receipt_keys.public_keys())


def _found(request: HttpRequest, key: str) -> types.Consent:
    try:
        return consents.consent(key, resident=shown.resident(request).key)
    except consents.NoSuchConsent as problem:
        raise Http404(key) from problem
