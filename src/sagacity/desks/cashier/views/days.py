"""Days of the books: close one that is over, open one again with a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.desks.cashier import doors, forms, words
from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.ledger import api as ledger

PER_PAGE = 31


@policy.access(doors.LOOK)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return _list(request)


def _list(request: HttpRequest, *, status: int = 200, wrong: str = "") -> HttpResponse:
    today, first = clock.day(clock.now()), ui.offset(request, per_page=PER_PAGE)
    rows = ledger.days(limit=PER_PAGE + 1, offset=first)
    context = {
        "tab": "days",
        "rows": [
            {
                "day": day,
                "many": many,
                "yen": yen,
                "is_over": day.day < today,
                "is_wrong": day.day.isoformat() == wrong,
                "form": forms.WhyForm(auto_id=f"d{day.day:%Y%m%d}_%s"),
            }
            for day, many, yen in rows[:PER_PAGE]
        ],
        "total": first + len(rows),
        "per_page": PER_PAGE,
        "may_keep": doors.may(request, doors.KEEP),
    }
    return render(request, "desk_cashier/days.html", context, status=status)


@policy.access(doors.KEEP)
@require_POST
def close(request: HttpRequest, day: str) -> HttpResponse:
    try:
        ledger.close_day(day=doors.day_or_404(day), by=policy.person_of(request), at=clock.now())
    except ledger.DayNotOver:
        messages.error(request, _("まだ終わっていない日は締められません。明日になってから締めてください。"))
    except ledger.DayIsClosed:
        messages.info(request, _("この日は、もう締まっています。"))
    except ledger.NotSettled as problem:
        name = words.PROVIDERS.get(str(problem), str(problem))
        messages.error(
            request,
            _(
                "%(provider)sとの精算がまだです。「精算」でこの日の報告を取り込み、精算してから締めてください。"
            )
            % {"provider": name},
        )
    else:
        messages.success(request, _("%(day)sを締めました。この日には、もう記帳できません。") % {"day": day})
    return redirect("desk_cashier:days")


@policy.access(doors.KEEP)
@require_POST
def reopen(request: HttpRequest, day: str) -> HttpResponse:
    on, form = doors.day_or_404(day), forms.WhyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("開ける理由を書いてください。記録に残ります。まだ締まったままです。"))
        return _list(request, status=422, wrong=day)
    try:
        ledger.reopen_day(
            day=on, reason=form.cleaned_data["why"], by=policy.person_of(request), at=clock.now()
        )
    except ledger.DayIsOpen:
        messages.info(request, _("この日は、もう開いています。"))
    else:
        messages.success(request, _("%(day)sを開けました。直したら、また締めてください。") % {"day": day})
    return redirect("desk_cashier:days")
