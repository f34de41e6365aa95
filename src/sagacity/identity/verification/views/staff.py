"""The clerk's desk: who was not found beyond doubt. Nothing opens without a purpose."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sagacity.identity import api as identity
from sagacity.identity.accounts import api as accounts
from sagacity.identity.register import api as register
from sagacity.identity.verification import questions, types
from sagacity.kit import clock, policy, seals
from sagacity.kit.ui import api as ui

DECIDE = policy.permitted(identity.VERIFICATION_DECIDE)
KINDS = {
    register.MatchKind.NONE: gettext_lazy("見つからない"),
    register.MatchKind.SEVERAL: gettext_lazy("同じ人が複数いる"),
    register.MatchKind.DIFFERS: gettext_lazy("一部が違う"),
    register.MatchKind.SUBSTITUTE_MARK: gettext_lazy("代替文字がある"),
}


class QuestionForm(ui.PurposeForm):
    offered = (gettext_lazy("本人確認の照合のため"),)


@policy.access(DECIDE)
@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    rows = [(each, KINDS[each.kind]) for each in questions.waiting()]
    return render(request, "verification/staff/waiting.html", {"rows": rows})


@policy.access(DECIDE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for the purpose first; facts are shown in the answer to it, never by an address alone."""
    if not any(each.key == key for each in questions.waiting()):
        raise Http404(key)
    sent = request.POST if request.method == "POST" else None
    form = QuestionForm(sent, by=policy.person_of(request), about=key)
    opened: types.Opened | None = None
    if request.method == "POST" and form.is_valid():
        try:
            opened = questions.opened(
                key=key, by=policy.person_of(request), purpose=form.cleaned_data["purpose"], at=clock.now()
            )
        except seals.BrokenSeal:
            return _unreadable(request)
    page = {"form": form, "key": key, "opened": opened, "kinds": KINDS}
    page["kind"] = KINDS[opened.question.kind] if opened else ""
    return render(request, "verification/staff/one.html", page)


@policy.access(DECIDE)
@require_POST
def decide(request: HttpRequest, key: str) -> HttpResponse:
    chosen, reason = request.POST.get("inhabitant", ""), request.POST.get("reason", "")
    person, at = policy.person_of(request), clock.now()
    try:
        if chosen == "nobody":
            questions.reject(key=key, by=person, reason=reason, at=at)
            messages.success(request, _("本人には窓口に来るよう案内しています。"))
        else:
            questions.accept(key=key, inhabitant=chosen, by=person, reason=reason, at=at)
            messages.success(request, _("本人と決めました。次からはカードだけで確かめられます。"))
    except seals.BrokenSeal:
        return _unreadable(request)
    except questions.NoSuchQuestion:
        messages.info(request, _("この照合は、ほかの職員がもう決めています。"))
    except (register.NoPurpose, questions.NotACandidate):
        messages.error(request, _("だれかを選び、理由を書いてください。まだ何も決まっていません。"))
        return redirect("verification:question", key=key)
    except accounts.AnotherInhabitant:
        messages.error(
            request, _("このアカウントは別の人として確かめてあります。本人に窓口に来てもらってください。")
        )
    return redirect("verification:questions")


def _unreadable(request: HttpRequest) -> HttpResponse:
    """The key that sealed the facts is gone for good: the resident proves once more."""
    messages.error(
        request,
        _(
            "市の鍵が変わったため、この人がカードで示した内容はもう開けません。"
            "本人に、もう一度マイナンバーカードで確かめるよう伝えてください。"
        ),
    )
    return redirect("verification:questions")
