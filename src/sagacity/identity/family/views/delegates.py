"""Delegates: what I gave and to whom, what I may do for others, giving, accepting, ending."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sagacity.identity.accounts import api as accounts
from sagacity.identity.family import children, mandates
from sagacity.identity.family.forms import CodeForm, MandateForm, code_of
from sagacity.identity.family.views import shown
from sagacity.kit import clock, policy


@policy.access(policy.resident())
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What I gave with every use of it, and what I may do for others."""
    resident = shown.resident(request)
    context = {
        "given": [shown.mandate(one) for one in mandates.given(resident=resident.key)],
        "held": [shown.mandate(one) for one in mandates.held(resident=resident.key)],
    }
    return render(request, "family/delegates.html", context)


@policy.access(policy.resident(level=accounts.Level.CERTIFICATE))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Choose what, for how long and how much; the code stands on the answer and nowhere else."""
    sent = request.method == "POST"
    form = MandateForm(request.POST if sent else None)
    if sent and form.is_valid():
        by, at = policy.resident_person_of(request), clock.now()
        try:
            made, code = mandates.give(**form.terms(), by=by, at=at)  # type: ignore[arg-type]
        except mandates.BadTerms as problem:
            form.add_error("ends_on", bad_terms(problem))
        except children.NotOfAge:
            form.add_error(None, _("18歳からたのめます。市の窓口におたずねください。"))
        else:
            said = shown.code(code, path=reverse("family:accept"))
            return render(request, "family/given.html", {**said, **shown.mandate(made)})
    return render(request, "family/give.html", {"form": form}, status=422 if sent else 200)


@policy.access(policy.resident(level=accounts.Level.CARD))
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """Read what is asked, and accept; without a code, type it."""
    sent = request.method == "POST"
    code, to = code_of((request.POST if sent else request.GET).get("code", "")), reverse("family:accept")
    if not code:
        return render(request, "family/code.html", {"form": CodeForm(), "to": to})
    at = clock.now()
    try:
        asked = mandates.offered(code=code, at=at)
        if sent:
            mandates.accept(code=code, by=policy.resident_person_of(request), at=at)
            messages.success(request, _("引き受けました。使うたびに、本人の画面に出ます。"))
            return redirect("family:delegates")
    except mandates.NoSuchMandate:
        why = _("このコードは使えません。使ったか、2週間がすぎたか、文字がちがいます。")
        return render(request, "family/code.html", {"form": CodeForm(), "to": to, "why": why}, status=404)
    except mandates.OwnMandate:
        why = _("このコードは、あなたが作ったものです。相手にわたしてください。")
        return render(request, "family/code.html", {"form": CodeForm(), "to": to, "why": why}, status=409)
    return render(request, "family/accept.html", {"code": code, **shown.mandate(asked)})


@policy.access(policy.resident())
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    by = policy.resident_person_of(request)
    try:
        mandates.withdraw(mandate=request.POST.get("mandate", ""), by=by, at=clock.now())
        messages.success(request, _("取りやめました。いまから使えません。"))
    except mandates.NoSuchMandate:
        messages.info(request, _("もう終わっています。"))
    return redirect("family:delegates")


def bad_terms(problem: mandates.BadTerms) -> str:
    """Why terms were not taken, and what to do."""
    return {
        "starts_on": _("はじめの日は、今日から1年のうちの日にしてください。"),
        "ends_on": _("終わりの日は、はじめの日から1年のうちの日にしてください。"),
    }.get(str(problem), _("たのむことを1つ以上えらび、上限は1以上にしてください。"))
