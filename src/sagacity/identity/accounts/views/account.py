"""My account: who I am here, how I sign in, where I am signed in, what is kept of me, and the end of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sagacity.identity import browsers, ceremonies
from sagacity.identity.accounts import (
    ending,
    entering,
    levels,
    models,
    my_data,
    pages,
    passkeys,
    sessions,
    spare_codes,
    words,
)
from sagacity.identity.accounts.forms import MailForm, NicknameForm
from sagacity.identity.accounts.views import places
from sagacity.kit import clock, mail, policy


@policy.access(policy.resident())
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Everything about my account on one page."""
    here = _here(request)
    now = clock.now()
    level = levels.reached(here, at=now)
    context: dict[str, Any] = {
        "account": here.account,
        "level": int(level),
        "words": words.of(level),
        "proof_ended": words.of_proof_that_ended(here.account.proof_ended_why),
        "next_level": int(level) + 1 if level < 2 else 0,
        "next_words": words.of(int(level) + 1) if level < 2 else None,
        "nickname_form": NicknameForm(initial={"nickname": here.account.nickname}),
        "mail_form": MailForm(),
        "has_mail": mail.is_set_up(),
        "has_passkeys": bool(ceremonies.rp_id()),
        "passkeys": passkeys.of(here.account),
        "codes_left": spare_codes.left(here.account),
        "sessions": [
            (row, browsers.named(row.browser))
            for row in here.account.sessions.alive(now).order_by("-seen_at")
        ],
        "here": here.pk,
        "pages": pages.pages(),
    }
    return render(request, "accounts/account.html", context)


@policy.access(policy.resident())
@require_POST
def nickname(request: HttpRequest) -> HttpResponse:
    form = NicknameForm(request.POST)
    if form.is_valid():
        here = _here(request)
        models.Account.objects.filter(pk=here.account_id).update(
            nickname=form.cleaned_data["nickname"].strip()
        )
        messages.success(request, _("よび名を変えました。"))
    return redirect(places.HOME)


@policy.access(policy.resident())
@require_POST
def end_session(request: HttpRequest, key: int) -> HttpResponse:
    """Sign another browser out, such as that of a lost telephone."""
    here = _here(request)
    if entering.end_session(resident=here.account.key, session=key, at=clock.now()):
        messages.success(request, _("その端末をサインアウトしました。そこの市民証も終わります。"))
    return redirect(f"{places.HOME}#sessions")


@policy.access(policy.resident())
@never_cache
@require_POST
def codes(request: HttpRequest) -> HttpResponse:
    """A new sheet of spare codes, shown once."""
    here = _here(request)
    if not places.is_fresh(request):
        return redirect(places.again(places.HOME))
    if not levels.may_change_ways_in(here):
        return places.show_more_first(request)
    made = spare_codes.new_sheet(here.account, at=clock.now())
    return render(request, "accounts/codes.html", {"codes": made})


@policy.access(policy.resident())
@never_cache
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Everything the city keeps of me, to read."""
    kept = my_data.everything(request, _here(request))
    return render(request, "accounts/data.html", {"parts": my_data.readable(kept)})


@policy.access(policy.resident())
@never_cache
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The same as a file to take along."""
    kept = my_data.everything(request, _here(request))
    answer = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="sagacity-me.json"'
    return answer


@policy.access(policy.resident())
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest) -> HttpResponse:
    """End the account, after reading what happens then."""
    here = _here(request)
    if not places.is_fresh(request):
        return redirect(places.again("/me/end/"))
    if request.method != "POST":
        return render(request, "accounts/end.html", {"days": ending.COMES_BACK_FOR.days})
    ending.end(here.account, at=clock.now())
    entering.leave_cookies(request)
    messages.success(
        request, _("アカウントを終わりにしました。7日のあいだは、サインインすると元にもどります。")
    )
    answer = HttpResponseRedirect("/")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _here(request: HttpRequest) -> models.Session:
    here = sessions.session_of(request)
    assert here is not None, "the door lets only residents in"
    return here
