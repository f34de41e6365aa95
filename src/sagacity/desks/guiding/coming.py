"""How a visit begins: with the code on a telephone, or with the questions here."""

import secrets

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sagacity.desks.guiding import doors, words
from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.procedures.guide import api as guide

LONGEST_KEY = 60


@policy.access(doors.COUNTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """A code, scanned or typed, or a life event to ask about."""
    code, wrong = request.POST.get("code", ""), ""
    if request.method == "POST":
        try:
            found = guide.open_by(token=code, at=clock.now())
        except guide.NoSuchSet:
            wrong = _(
                "このコードの一覧はありません。文字が違うか、30日を過ぎています。"
                "もう一度読むか、下からその場で質問してください。"
            )
        else:
            return redirect("desk_guiding:one", key=found.key)
    context = {
        "code": code,
        "wrong": wrong,
        "once": secrets.token_urlsafe(16),
        "events": [(one.key, words.here(one.name)) for one in guide.events()],
        "keeps_rules": policy.person_of(request).may(identity.PROCEDURE_LOOK),
    }
    return render(request, "desk_guiding/home.html", context, status=422 if wrong else 200)


@policy.access(doors.COUNTER)
@never_cache
@require_POST
def begin(request: HttpRequest, event: str) -> HttpResponse:
    """An empty set; a double press begins one."""
    doors.event_or_404(event)
    once = request.POST.get("once", "")[:LONGEST_KEY] or secrets.token_urlsafe(16)
    made = guide.begin_at_counter(event=event, client_key=f"{event}:{once}"[:80], at=clock.now())
    return HttpResponseRedirect(reverse("desk_guiding:one", args=[made.set.key]))
