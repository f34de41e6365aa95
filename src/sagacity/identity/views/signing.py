"""The sign-in page, and the way out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.identity import ceremonies, half_way, passkeys, second_factors, signing_in, tries, types
from sagacity.identity.forms import AppCodeForm, CodeForm, SignInForm
from sagacity.identity.single_sign_on import leaving, party
from sagacity.identity.views import arriving, pictures, words
from sagacity.kit import clock, policy


@policy.access(policy.ANYONE)
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    place = arriving.place_of(request)
    why = request.GET.get("why", "") if request.method != "POST" else ""
    if policy.person_of(request).is_staff and request.method != "POST" and why != "again":
        return redirect(place)
    form = SignInForm(request.POST if request.method == "POST" else None)
    problem, status = "", 200
    if request.method == "POST" and form.is_valid():
        try:
            person = signing_in.sign_in(request, at=clock.now(), **form.cleaned_data)
        except tries.MustWait as wait:
            problem, status = words.wait_with_password(wait.until), 429
        except signing_in.NotSignedIn:
            problem = _(
                "職員IDとパスワードの組み合わせが違います。大文字・小文字と、全角になっていないかを確かめて、"
                "もう一度入力してください。"
            )
            status = 401
        except signing_in.CodeAsked:
            return _on_to("identity:code", place)
        except signing_in.FactorAsked:
            return _on_to("identity:enrol-half-way", place)
        else:
            return arriving.arrived(request, redirect(place), person, form.cleaned_data["login"])
    page = {
        "form": form,
        "next": place,
        "problem": problem,
        "why": why,
        "has_sso": party.is_set_up(),
        **_passkeys_here(request),
    }
    return render(request, "identity/sign_in.html", page, status=status)


@policy.access(policy.ANYONE)
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second step: a code of the app, or a spare code."""
    place, at = arriving.place_of(request), clock.now()
    form = CodeForm(request.POST if request.method == "POST" else None)
    problem, status = "", 200
    try:
        row = half_way.who(request, at=at)
        if request.method == "POST" and form.is_valid():
            person, way = signing_in.show_code(request, code=form.cleaned_data["code"], at=at)
            if way is types.Way.SPARE:
                messages.warning(request, words.spare_codes_left(second_factors.of(person.key)))
            return arriving.arrived(request, redirect(place), person, row.login)
    except (half_way.NotHalfWay, second_factors.NoFactor):
        return _begin_again(request, place)
    except words.REFUSALS as refusal:
        problem, status = words.of_refusal(refusal)
    if not second_factors.is_set(row):
        form.fields["code"].help_text = _("予備コードを1つ入れます。")
    page = {
        "form": form,
        "next": place,
        "problem": problem,
        "has_passkey": passkeys.can_be_used(row),
        "is_signed_on": half_way.is_signed_on(request),
        **_passkeys_here(request),
    }
    return render(request, "identity/code.html", page, status=status)


@policy.access(policy.ANYONE)
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """Where the city needs a second factor: set it up right after the password; nothing else is open."""
    place, at = arriving.place_of(request), clock.now()
    form = AppCodeForm(request.POST if request.method == "POST" else None)
    problem, status = "", 200
    try:
        row = half_way.who(request, at=at)
        if second_factors.has_any(row):
            return _on_to("identity:code", place)
        secret = half_way.pending_secret(request, row)
        if request.method == "POST" and form.is_valid():
            person, codes = signing_in.enrol_half_way(request, code=form.cleaned_data["code"], at=at)
            answer = render(request, "identity/spare_codes.html", {"codes": codes, "next": place})
            return arriving.arrived(request, answer, person, row.login)
    except half_way.NotHalfWay:
        return _begin_again(request, place)
    except second_factors.FactorThere:  # set up in another window meanwhile
        return _on_to("identity:code", place)
    except words.REFUSALS as refusal:
        problem, status = words.of_refusal(refusal)
    picture = pictures.of_secret(row, secret)
    page = {
        "form": form,
        "next": place,
        "problem": problem,
        "half_way": True,
        "is_signed_on": half_way.is_signed_on(request),
        **picture,
        **_passkeys_here(request),
    }
    return render(request, "identity/enrol.html", page, status=status)


@policy.access(policy.ANYONE)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if policy.person_of(request).is_staff:
        there = leaving.way_out(request, at=clock.now())
        signing_in.sign_out(request, at=clock.now())
        if there:
            return render(request, "identity/signed_out.html", {"address": there})
        messages.success(request, _("サインアウトしました。"))
    return redirect(policy.SIGN_IN)


def _passkeys_here(request: HttpRequest) -> dict[str, object]:
    return {"passkeys_here": bool(ceremonies.rp_id()), "localhost": ceremonies.localhost(request)}


def _on_to(name: str, place: str) -> HttpResponse:
    return redirect(f"{reverse(name)}?{urlencode({'next': place})}")


def _begin_again(request: HttpRequest, place: str) -> HttpResponse:
    if policy.person_of(request).is_staff:
        return redirect(place)
    return redirect(f"{policy.SIGN_IN}?{urlencode({'next': place, 'why': 'late'})}")
