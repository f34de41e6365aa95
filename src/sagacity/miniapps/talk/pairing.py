"""Letting a screen in by the code that the clerk shows."""

import unicodedata

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.messaging.conversation import api as conversation
from sagacity.miniapps.talk import paired

FREE_TRIES = 8  # from one place; afterwards each wrong code waits longer


class CodeForm(forms.Form):
    """Six digits, however they are typed."""

    code = forms.CharField(
        label=lazy("窓口の人が見せる番号（6けた）"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": lazy("番号を入れてください。"),
            "max_length": lazy("番号は6けたの数字です。"),
        },
    )

    def clean_code(self) -> str:
        folded = unicodedata.normalize("NFKC", self.cleaned_data["code"])
        return "".join(letter for letter in folded if letter.isalnum())


@policy.access(policy.ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    form = CodeForm(
        request.POST if request.method == "POST" else None,
        initial={"code": request.GET.get("code", "")[: conversation.DIGITS]},
    )
    if request.method == "POST" and form.is_valid() and (token := _pair(request, form)):
        return paired.keep(redirect("talk:screen"), token)
    if request.method != "POST" and _is_paired(request):
        return redirect("talk:screen")
    return render(request, "talk/home.html", {"form": form}, status=422 if form.errors else 200)


@policy.access(policy.ANYONE)
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Take this browser out; the clerk's page says so."""
    conversation.leave(token=paired.token_of(request), at=clock.now())
    messages.info(request, _("この画面を会話から外しました。"))
    return paired.let_go(request)


def _pair(request: HttpRequest, form: CodeForm) -> str:
    at = clock.now()
    try:
        identity.count_from(request, what="talk", at=at, free=FREE_TRIES)
        token = conversation.pair(code=form.cleaned_data["code"], at=at)
    except identity.MustWait:
        form.add_error("code", _("まちがった番号が続きました。少し待ってから、もう一度入れてください。"))
        return ""
    except conversation.WrongCode:
        form.add_error(
            "code",
            _(
                "この番号では、つながりません。番号は10分間、1回だけ使えます。窓口の人に新しい番号を聞いてください。"
            ),
        )
        return ""
    identity.count_from(request, what="talk", at=at, free=FREE_TRIES, cleared=True)
    return token


def _is_paired(request: HttpRequest) -> bool:
    try:
        conversation.conversation_of(token=paired.token_of(request))
    except conversation.NotPaired:
        return False
    return True
