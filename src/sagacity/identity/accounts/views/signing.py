"""Signing in and up by mail: an address, six digits, done. Works without scripts."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sagacity.identity import ceremonies, tries
from sagacity.identity.accounts import (
    entering,
    levels,
    mail_codes,
    residents,
    sessions,
    spare_codes,
)
from sagacity.identity.accounts.forms import CodeForm, MailForm, SpareCodeForm
from sagacity.identity.accounts.views import places
from sagacity.kit import clock, mail, policy


@policy.access(policy.ANYONE)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Sign in or begin, with a passkey or by mail."""
    place = places.next_of(request)
    if residents.resident_of(request) is not None:
        return redirect(place)
    return show(request, place)


def show(request: HttpRequest, place: str, *, status: int = 200, **said: object) -> HttpResponse:
    context = {
        "form": MailForm(),
        "next": place,
        "has_mail": mail.is_set_up(),
        "has_passkeys": bool(ceremonies.rp_id()),
        "localhost": ceremonies.localhost(request),
        **said,
    }
    return render(request, "accounts/sign_in.html", context, status=status)


@policy.access(policy.ANYONE)
@never_cache
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Send the digits. The answer is the same whether the address is known or not."""
    place, form = places.next_of(request), MailForm(request.POST)
    contact = request.POST.get("for") == "contact"
    if not form.is_valid():
        return show(request, place, form=form, status=400)
    here, now = sessions.session_of(request), clock.now()
    if contact and here is not None and here.account.mail:
        if not places.is_fresh(request):
            return redirect(places.again(places.HOME))
        if not levels.may_change_ways_in(here):
            return places.show_more_first(request)
    try:
        token = mail_codes.ask(request, address=form.cleaned_data["mail"], contact=contact, at=now)
    except mail_codes.NotAnAddress:
        form.add_error(
            "mail", _("メールアドレスの形ではありません。「@」の前後を見て、もう一度入れてください。")
        )
        return show(request, place, form=form, status=400)
    except mail_codes.NoMailHere:
        return show(request, place, form=form, status=503)
    except tries.MustWait as wait:
        form.add_error("mail", too_often(wait))
        return show(request, place, form=form, status=429)
    answer = redirect(f"/me/mail/code/?{urlencode({'next': place})}")
    keep(request, answer, mail_codes.COOKIE, token, mail_codes.GOOD_FOR.total_seconds())
    return answer


@policy.access(policy.ANYONE)
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Type the digits."""
    place, now = places.next_of(request), clock.now()
    token = request.COOKIES.get(mail_codes.COOKIE, "")
    address = mail_codes.waiting(token, at=now)
    if not address:
        return _ask_anew(request, place, address="")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            began = mail_codes.prove(request, token=token, code=form.cleaned_data["code"], at=now)
        except mail_codes.WrongCode:
            form.add_error(
                "code", _("番号が合いません。いちばん新しいメールの6つの数字を、もう一度見てください。")
            )
        except mail_codes.CodeOver:
            return _ask_anew(request, place, address=address)
        except mail_codes.UsedElsewhere:
            messages.error(
                request,
                _(
                    "このメールアドレスは、別のアカウントで使われています。"
                    "そのアカウントを使うか、別のアドレスを入れてください。"
                ),
            )
            return redirect(place)
        else:
            return _entered(request, address, place, began)
    context = {"form": form, "next": place, "address": address}
    return render(request, "accounts/code.html", context, status=400 if form.errors else 200)


@policy.access(policy.ANYONE)
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def recover(request: HttpRequest) -> HttpResponse:
    """Sign in without telephone or mailbox: a spare code, or one that a clerk gave."""
    form, status = SpareCodeForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST" and form.is_valid():
        try:
            spare_codes.use(request, code=form.cleaned_data["code"], at=clock.now())
        except spare_codes.NoSuchCode:
            form.add_error(
                "code",
                _("このコードは使えません。1回使ったか、古いか、文字が違います。もう一度見てください。"),
            )
            status = 400
        except tries.MustWait as wait:
            form.add_error("code", too_often(wait))
            status = 429
        else:
            messages.success(request, _("サインインしました。つぎに、この端末のパスキーを作ってください。"))
            return redirect(places.HOME)
    return render(
        request, "accounts/recover.html", {"form": form, "has_mail": mail.is_set_up()}, status=status
    )


@policy.access(policy.ANYONE)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """This browser is a newcomer again; what it kept for reading without a network goes too."""
    entering.leave(request, at=clock.now())
    messages.success(request, _("サインアウトしました。この端末には、あなたのものは残っていません。"))
    answer = HttpResponseRedirect("/")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def keep(request: HttpRequest, answer: HttpResponse, name: str, token: str, seconds: float) -> None:
    """A cookie for the next step alone."""
    answer.set_cookie(
        name,
        token,
        max_age=int(seconds),
        path="/me/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE or request.is_secure(),
    )


def too_often(wait: tries.MustWait) -> str:
    until = clock.local(wait.until).strftime("%H:%M:%S")
    return _(
        "続けて送られたので、この場所からは少し止めています。%(until)s を過ぎてからもう一度試してください。"
        "パスキーでのサインインは、いまもできます。"
    ) % {"until": until}


def _ask_anew(request: HttpRequest, place: str, *, address: str) -> HttpResponse:
    messages.error(request, _("番号の時間が切れたか、まちがいが続きました。新しい番号を送ってください。"))
    signed_in = residents.resident_of(request) is not None
    return redirect(place if signed_in else f"/me/sign-in/?{urlencode({'next': place})}")


def _entered(request: HttpRequest, address: str, place: str, began: bool) -> HttpResponse:
    said = _("アカウントができました。") if began else _("メールアドレスを確かめました。")
    messages.success(request, said)
    answer = redirect(places.after(request, place))
    mail_codes.write_known_browser(request, answer, address)
    answer.delete_cookie(mail_codes.COOKIE, path="/me/", samesite="Lax")
    return answer
