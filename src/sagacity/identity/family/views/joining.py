"""Adults of the household: asking, showing the code, answering."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.identity.accounts import api as accounts
from sagacity.identity.family import companions, consents, texts, words
from sagacity.identity.family.forms import CodeForm, code_of
from sagacity.identity.family.views import shown
from sagacity.kit import clock, policy

PROVEN = policy.resident(level=accounts.Level.CARD)


@policy.access(PROVEN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Ask an adult; the code stands on the answer and nowhere else."""
    context: dict[str, object] = {"text": texts.text(words.COMPANION)}
    if request.method != "POST":
        return render(request, "family/invite.html", context)
    by, at = policy.resident_person_of(request), clock.now()
    try:
        made, code = companions.invite(agreed=request.POST.get("agreed", ""), by=by, at=at)
    except consents.OtherWords:
        messages.error(request, shown.READ_AGAIN)
        return redirect("family:invite")
    said = shown.code(code, path=reverse("family:join"))
    return render(request, "family/invited.html", {**said, "until": made.expires_at})


@policy.access(PROVEN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Read who asks, and agree; without a code, type it."""
    sent = request.method == "POST"
    code = code_of((request.POST if sent else request.GET).get("code", ""))
    if not code:
        return render(request, "family/code.html", {"form": CodeForm(), "to": reverse("family:join")})
    at = clock.now()
    try:
        asked = companions.invitation(code=code, at=at)
        if sent:
            agreed = request.POST.get("agreed", "")
            companions.join(code=code, agreed=agreed, by=policy.resident_person_of(request), at=at)
            messages.success(request, _("家族とつながりました。"))
            return redirect("family:family")
    except consents.OtherWords:
        messages.error(request, shown.READ_AGAIN)
    except companions.NoSuchInvitation:
        return _no(request, _("このコードは使えません。使ったか、1週間がすぎたか、文字がちがいます。"), 404)
    except companions.OwnInvitation:
        return _no(request, _("このコードは、あなたが作ったものです。相手にわたしてください。"), 409)
    except companions.NotOfOneHousehold:
        return _no(
            request, _("住民の記録で、同じ世帯だと確かめられませんでした。市の窓口におたずねください。"), 409
        )
    context = {"asked": asked, "code": code, "text": texts.text(words.COMPANION)}
    return render(request, "family/join.html", context)


@policy.access(policy.resident())
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    by = policy.resident_person_of(request)
    try:
        companions.withdraw(invitation=request.POST.get("invitation", ""), by=by, at=clock.now())
        messages.success(request, _("招待を取りやめました。コードはもう使えません。"))
    except companions.NoSuchInvitation:
        messages.info(request, _("この招待は、もう終わっています。"))
    return redirect("family:family")


def _no(request: HttpRequest, why: str, status: int) -> HttpResponse:
    form = CodeForm()
    return render(
        request, "family/code.html", {"form": form, "to": reverse("family:join"), "why": why}, status=status
    )
