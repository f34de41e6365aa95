"""Pages of the resident: why, what is asked, the way to the app and back, and what came of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.identity.accounts import api as accounts
from sagacity.identity.verification import (
    party,
    proving,
    questions,
    refusals,
    transactions,
    types,
    words,
)
from sagacity.identity.verification.views import answers
from sagacity.kit import clock, policy

SIGNED_IN = policy.resident(level=0)


@policy.access(SIGNED_IN)
@never_cache
@require_safe
def why(request: HttpRequest) -> HttpResponse:
    resident = accounts.resident_of(request)
    assert resident is not None
    page = {
        "resident": resident,
        "asks_facts": proving.scopes_for(resident) == types.FOUR_FACTS,
        "question": questions.of_resident(resident.key),
        "is_connected": _is_connected(),
        **_wish(request),
    }
    return render(request, "verification/why.html", page)


@policy.access(SIGNED_IN)
@never_cache
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    resident = accounts.resident_of(request)
    assert resident is not None
    wish, browser = _wish(request), answers.browser_of(request)
    scopes = types.FOUR_FACTS if request.POST.get("facts") else None
    try:
        address = proving.begin(
            resident=resident,
            browser=browser,
            scopes=scopes,
            need=wish["need"],
            next=wish["next"],
            at=clock.now(),
        )
    except refusals.NotSetUp as refusal:
        return answers.refused(request, refusal, wish)
    return answers.going(request, address=address, browser=browser)


@policy.access(policy.ANYONE)  # the phone may come back in a browser that knows nobody: that is explained
@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    try:
        outcome = proving.come_back(request, browser=request.COOKIES.get(answers.COOKIE, ""), at=clock.now())
    except refusals.NotProven as refusal:
        need, place, signature = transactions.where_to(request.GET.get("state", ""))
        return answers.refused(request, refusal, {"need": need, "next": place}, signature=signature)
    if outcome.signature:
        answer = redirect("verification:sign", outcome.signature)
        answers.forget_browser(answer)
        return answer
    answer = redirect(
        "verification:done" if outcome.result is types.Result.VERIFIED else "verification:waiting"
    )
    answer["Location"] += words.query({"need": outcome.need, "next": outcome.next})
    answers.forget_browser(answer)
    return answer


@policy.access(SIGNED_IN)
@never_cache
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    resident = accounts.resident_of(request)
    assert resident is not None
    if not resident.verified:
        return redirect("verification:why")
    level = accounts.level_of(request, at=clock.now())
    checks = transactions.last_checks(resident.key)
    page = {
        "level": int(level),
        "is_unrevoked": transactions.UNREVOKED in checks,
        "is_known": transactions.KNOWN in checks,
        **_wish(request),
    }
    return render(request, "verification/done.html", page)


@policy.access(SIGNED_IN)
@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    resident = accounts.resident_of(request)
    assert resident is not None
    question = questions.of_resident(resident.key)
    if question is None:
        return redirect("verification:why")
    page = {"question": question, "resident": resident, **_wish(request)}
    return render(request, "verification/waiting.html", page)


def _wish(request: HttpRequest) -> words.Wish:
    said = request.POST if request.method == "POST" else request.GET
    need = said.get("need", "")
    return {
        "need": int(need) if need in {"1", "2", "3", "4"} else 0,
        "next": words.safe(said.get("next", "")),
    }


def _is_connected() -> bool:
    try:
        party.current()
    except refusals.NotSetUp:
        return False
    return True
