"""Pages of a signature: the words, what is needed, the way to the app and back; and one to try it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sagacity.identity.accounts import api as accounts
from sagacity.identity.verification import refusals, words
from sagacity.identity.verification.forms import TrialForm
from sagacity.identity.verification.signing import asking, documents, way
from sagacity.identity.verification.views import answers
from sagacity.kit import clock, policy

SIGNED_IN = policy.resident(level=0)
TRIAL = "verification.trial"


@policy.access(SIGNED_IN)
@never_cache
@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The words that are signed, and everything somebody wants to know before; afterwards, that they did."""
    by = policy.resident_person_of(request)
    try:
        asked = documents.asked(key=key, resident=by.key, at=clock.now())
    except refusals.NoSuchDocument as refusal:
        return answers.refused(request, refusal, _nowhere())
    is_held = accounts.holds_form(request, path=asked.back)
    if asked.signed_at is None:
        return render(request, "verification/sign.html", {"asked": asked, "is_held": is_held})
    return render(
        request,
        "verification/signed.html",
        {"asked": asked, "is_held": is_held, "proof": documents.proof_of(asked.key)},
    )


@policy.access(SIGNED_IN)
@never_cache
@require_POST
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Set out to the app."""
    resident, browser = accounts.resident_of(request), answers.browser_of(request)
    assert resident is not None
    try:
        address = way.begin(resident=resident, key=key, browser=browser, at=clock.now())
    except refusals.NotProven as refusal:
        return answers.refused(request, refusal, _nowhere(), signature=key)
    return answers.going(request, address=address, browser=browser)


@policy.access(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest) -> HttpResponse:
    """Try it with words of one's own: nothing is filed, and the PIN is known to work before it matters."""
    sent = request.method == "POST"
    form = TrialForm(request.POST if sent else accounts.held_form(request))
    if not sent and not form.is_bound:
        form = TrialForm(initial={"words": _("署名をためします。")})
    if not (sent and form.is_valid()):
        return render(request, "verification/trial.html", {"form": form}, status=422 if sent else 200)
    document = str(form.cleaned_data["words"])
    by, at = policy.resident_person_of(request), clock.now()
    try:
        proof = documents.signed(by=by, act=TRIAL, document=document, at=at)
    except documents.NotSigned:
        return asking.ask_signature(request, act=TRIAL, document=document, purpose=_("署名をためす"), at=at)
    return redirect("verification:sign", proof.key)


def _nowhere() -> words.Wish:
    return {"need": 0, "next": ""}
