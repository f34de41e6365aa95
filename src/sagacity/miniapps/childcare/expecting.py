"""For whoever expects a child: weeks of pregnancy counted back from the expected day. Nothing is kept."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sagacity.kit import clock, policy
from sagacity.kit.ui import dates
from sagacity.miniapps.childcare import tables
from sagacity.miniapps.childcare.lines import name_of
from sagacity.miniapps.childcare.rules.ages import A_DAY

LONGEST = timedelta(weeks=42)


@require_GET
@policy.access(policy.ANYONE)
def page(request: HttpRequest) -> HttpResponse:
    """What is offered in pregnancy, and from when until when."""
    said, today = tables.current(), clock.day(clock.now())
    text = request.GET.get("due", "").strip()
    due = _day(text)
    wrong = ""
    if text and due is None:
        wrong = _("予定日が読めません。カレンダーから選んでください。")
    elif due and not -LONGEST <= due - today <= LONGEST:
        wrong, due = _("予定日が今から遠すぎます。年を確かめてください。"), None
    rows = [
        (
            name_of(one),
            one,
            _("%(first)sから %(last)sまで")
            % {
                "first": dates.long_day(one.eligible_from.begins(due)),
                "last": dates.long_day(one.eligible_until.ends(due) - A_DAY),
            }
            if due
            else "",
            _(one.note) if one.note else "",
        )
        for one in said.doses
        if one.of_pregnancy
    ]
    context = {"rows": rows, "due": due, "text": text, "wrong": wrong, "tables": said}
    return render(request, "childcare/expecting.html", context, status=400 if wrong else 200)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
