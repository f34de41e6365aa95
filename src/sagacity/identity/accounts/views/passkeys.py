"""Questions and answers between the browser's passkeys and us, as JSON; the pages lie elsewhere."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sagacity.identity import ceremonies
from sagacity.identity.accounts import levels, passkeys, sessions
from sagacity.identity.accounts.views import places, signing
from sagacity.kit import clock, policy


def _in_words(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refusals as a sentence for the page to show."""

    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except ceremonies.CopiedPasskey:
            problem = _(
                "このパスキーは写しが作られたおそれがあるため、使えません。別の方法でサインインして、外してください。"
            )
        except ceremonies.NotThisPasskey:
            problem = _(
                "このパスキーでは確かめられませんでした。もう一度試すか、メールでサインインしてください。"
            )
        except ceremonies.TooManyPasskeys:
            problem = _("パスキーがいっぱいです。使わないものを外してから、もう一度試してください。")
        except passkeys.NeedsTheCard:
            problem = _(
                "本人確認がすんだアカウントです。新しいパスキーは、いままでのパスキーか、マイナンバーカードか、"
                "市の窓口で確かめてから作れます。"
            )
        except ceremonies.NoPasskeysHere:
            problem = _("このサイトでは、まだパスキーを使えません。メールでサインインしてください。")
        return JsonResponse({"problem": problem}, status=400)

    return answered


@policy.access(policy.ANYONE)
@never_cache
@require_POST
@_in_words
def ask_new(request: HttpRequest) -> HttpResponse:
    """What the browser needs to make a passkey."""
    if sessions.session_of(request) is not None and not places.is_fresh(request):
        return JsonResponse({"next": places.again(places.HOME)}, status=200)
    options, token = passkeys.ask_new(request)
    return _asked(request, options, token)


@policy.access(policy.ANYONE)
@never_cache
@require_POST
@_in_words
def add(request: HttpRequest) -> HttpResponse:
    """The passkey the browser made."""
    said = ceremonies.said_by(request)
    is_new = sessions.session_of(request) is None
    token = request.COOKIES.get(passkeys.COOKIE, "")
    passkeys.add(request, token=token, answer=said["answer"], name=str(said.get("name", "")), at=clock.now())
    messages.success(request, _("アカウントができました。") if is_new else _("パスキーを加えました。"))
    return _done(request, said)


@policy.access(policy.ANYONE)
@never_cache
@require_POST
@_in_words
def ask(request: HttpRequest) -> HttpResponse:
    """What the browser needs to use a passkey."""
    options, token = passkeys.ask()
    return _asked(request, options, token)


@policy.access(policy.ANYONE)
@never_cache
@require_POST
@_in_words
def use(request: HttpRequest) -> HttpResponse:
    """The answer of a passkey."""
    said = ceremonies.said_by(request)
    token = request.COOKIES.get(passkeys.COOKIE, "")
    passkeys.sign_in(request, token=token, answer=said["answer"], at=clock.now())
    return _done(request, said)


@policy.access(policy.resident())
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Rename a passkey, or take it away."""
    here = sessions.session_of(request)
    if here is None:
        return redirect(places.HOME)
    if request.POST.get("act") == "remove":
        if not places.is_fresh(request):
            return redirect(places.again(places.HOME))
        if not levels.may_change_ways_in(here):
            return places.show_more_first(request)
        if passkeys.remove(here.account, number=number, at=clock.now()):
            messages.success(request, _("パスキーを外しました。"))
        else:
            messages.error(
                request,
                _(
                    "サインインする方法がなくなるので、外せません。先に、メールか別のパスキーを加えてください。"
                ),
            )
    else:
        passkeys.rename(here.account, number=number, name=request.POST.get("name", ""))
        messages.success(request, _("パスキーの名前を変えました。"))
    return redirect(f"{places.HOME}#passkeys")


def _asked(request: HttpRequest, options: dict[str, Any], token: str) -> HttpResponse:
    answer = JsonResponse(options)
    signing.keep(request, answer, passkeys.COOKIE, token, ceremonies.GOOD_FOR.total_seconds())
    return answer


def _done(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    place = places.safe(str(said.get("next") or places.HOME))
    answer = JsonResponse({"next": places.after(request, place)})
    answer.delete_cookie(passkeys.COOKIE, path="/me/", samesite="Lax")
    return answer
