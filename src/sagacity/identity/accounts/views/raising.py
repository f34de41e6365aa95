"""Rising: what is missing for an act, why, and the ways to prove it. What was filled in waits meanwhile."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.identity import ceremonies
from sagacity.identity.accounts import holding, residents, sessions, ways, words
from sagacity.identity.accounts.forms import MailForm
from sagacity.identity.accounts.types import Level
from sagacity.identity.accounts.views import places
from sagacity.kit import clock, mail, manifest, policy


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Say what is needed and why, never ask for more."""
    place, need = places.next_of(request), _need(request)
    here = sessions.session_of(request)
    has = residents.level_of(request, at=clock.now())
    asks_again = "again" in request.GET and here is not None and not places.is_fresh(request)
    if here is not None and has >= need and not asks_again:
        return redirect(places.after(request, place))
    if here is None and need == Level.NOTHING:
        return redirect(f"/me/sign-in/?{urlencode({'next': place})}")
    language = get_language() or "ja"
    this = request.get_full_path()
    account = here.account if here else None
    held = holding.held(request) is not None  # then other rooms come back here, and from here to the form
    context = {
        "need": int(need),
        "has": int(has),
        "needed": words.of(need),
        "reached": words.of(has),
        "proof_ended": words.of_proof_that_ended(here.account.proof_ended_why)
        if here and need >= Level.CARD
        else None,
        "who_asks": _who_asks(place, language),
        "next": this,
        "back": place if not place.startswith("/me/raise/") else "/",
        "held": held,
        "account": account,
        "asks_again": asks_again,
        "shows_sign_in": account is None or asks_again,
        "shows_mail": account is not None and need == Level.CONTACT and not asks_again,
        "shows_passkey": account is not None and _passkey_helps(account.ial, need, has),
        "ways": ways.ways_to(need, next=this if held else place, language=language)
        if account and need >= Level.CARD
        else [],
        "form": MailForm(initial={"mail": account.mail} if account else None),
        "has_mail": mail.is_set_up(),
        "has_passkeys": bool(ceremonies.rp_id()),
        "localhost": ceremonies.localhost(request),
    }
    return render(request, "accounts/raise.html", context)


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    """Everything that was filled in, ready to be sent where it was going."""
    found = holding.held(request)
    if found is None:
        return redirect(places.HOME)
    return render(request, "accounts/resume.html", {"held": found})


@policy.access(policy.ANYONE)
@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """It is not wanted any more."""
    answer = redirect("/")
    holding.drop(request, answer)
    return answer


def _need(request: HttpRequest) -> Level:
    said = request.GET.get("need", "0")
    return Level(int(said)) if said in {"0", "1", "2", "3", "4"} else Level.NOTHING


def _who_asks(place: str, language: str) -> str:
    """The name of the mini-app that asks, for a sentence that says why."""
    parts = place.split("?")[0].split("/")
    found = manifest.find(parts[2]) if len(parts) > 2 and parts[1] == "apps" else None
    return found.name_in(language) if found else ""


def _passkey_helps(ial: int, need: Level, has: Level) -> bool:
    """A proven resident who came by mail needs only their passkey to be a citizen here."""
    return ial >= 2 and need == Level.CARD and has < Level.CARD
