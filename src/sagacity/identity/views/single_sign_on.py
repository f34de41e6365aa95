"""To the city's own sign-in and back: two addresses, and words for every way that leads to nothing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.identity import signing_in, tries
from sagacity.identity.single_sign_on import coming_back, ways
from sagacity.identity.views import arriving, sso_words, words
from sagacity.kit import clock, policy
from sagacity.kit.openid import api as openid

PATH = "/staff/sign-in/sso/"


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Set out. A link, not a form: pages of ours send forms to no other house."""
    place = arriving.place_of(request)
    try:
        address, kept = coming_back.set_out(next=place, again="again" in request.GET, at=clock.now())
    except openid.NotProven as refusal:
        return _refused(request, refusal, place)
    answer = redirect(address)
    answer.set_cookie(
        ways.COOKIE,
        kept,
        max_age=int(ways.LIVES.total_seconds()),
        path=PATH,
        httponly=True,
        samesite="Lax",  # the browser comes back from another house
        secure=settings.SESSION_COOKIE_SECURE or request.is_secure(),
    )
    return answer


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Come back."""
    kept, at = request.COOKIES.get(ways.COOKIE, ""), clock.now()
    place = signing_in.safe_next(ways.where_to(kept))
    try:
        arrived = coming_back.come_back(request, kept=kept, said=request.GET.dict(), at=at)
    except openid.NotProven as refusal:
        answer = _refused(request, refusal, place)
    except signing_in.AccountClosed:
        answer = _says(request, words.account_closed(), "closed", place, 403)
    except tries.MustWait as wait:
        answer = _says(request, words.wait_with_code(wait.until), "must_wait", place, 429)
    except signing_in.CodeAsked:
        answer = redirect(f"{reverse('identity:code')}?{urlencode({'next': place})}")
    except signing_in.FactorAsked:
        answer = redirect(f"{reverse('identity:enrol-half-way')}?{urlencode({'next': place})}")
    else:
        answer = arriving.arrived(request, redirect(place), arrived.person, arrived.login)
    answer.delete_cookie(ways.COOKIE, path=PATH, samesite="Lax")
    return answer


def _refused(request: HttpRequest, refusal: openid.NotProven, place: str) -> HttpResponse:
    said, status = sso_words.of_refusal(refusal)
    return _says(request, said, refusal.reason, place, status)


def _says(request: HttpRequest, said: str, code: str, place: str, status: int) -> HttpResponse:
    page = {"problem": said, "code": code, "next": place}
    return render(request, "identity/sso_refused.html", page, status=status)
