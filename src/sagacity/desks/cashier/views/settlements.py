"""Settlement: a report of a day beside our books, line by line; settle, and explain what differs."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sagacity.desks.cashier import doors, forms, sheets, words
from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.ledger import api as ledger

PROVIDERS = ("hosted", "counter_card")  # cash is settled by counting the till
DAYS = 14
LARGEST = 8 * 1024 * 1024
PER_PAGE = 100


@policy.access(doors.LOOK)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The last two weeks, provider by provider."""
    if said := request.GET.get("day", ""):
        provider = request.GET.get("provider", "")
        if provider in PROVIDERS:
            day = doors.day_or_404(said)
            return redirect("desk_cashier:settlement", provider=provider, day=day.isoformat())
    today = clock.day(clock.now())
    days = [today - timedelta(days=back) for back in range(DAYS)]
    context = {
        "tab": "settlements",
        "today": today,
        "providers": [
            {
                "key": provider,
                "name": words.PROVIDERS[provider],
                "days": [
                    {
                        "day": day,
                        "is_settled": ledger.is_settled(provider=provider, day=day),
                        "report": ledger.report_of(provider=provider, day=day),
                        "is_today": day == today,
                    }
                    for day in days
                ],
            }
            for provider in PROVIDERS
        ],
    }
    return render(request, "desk_cashier/settlements.html", context)


@policy.access(doors.LOOK)
@never_cache
@require_safe
def one(request: HttpRequest, provider: str, day: str) -> HttpResponse:
    return _show(request, _known(provider), doors.day_or_404(day))


def _show(request: HttpRequest, provider: str, day: date, *, status: int = 200, **sent: Any) -> HttpResponse:
    report, explained = (
        ledger.report_of(provider=provider, day=day),
        ledger.explanations(provider=provider, day=day),
    )
    context: dict[str, Any] = {
        "tab": "settlements",
        "provider": provider,
        "name": words.PROVIDERS[provider],
        "day": day,
        "report": report,
        "is_closed": ledger.day_of(day=day).is_closed,
        "is_over": day < clock.day(clock.now()),
        "may_keep": doors.may(request, doors.KEEP),
        "file_form": forms.ReportForm(),
        "can_fetch": provider == "hosted",
        "per_page": PER_PAGE,
    }
    if report is not None:
        lines = ledger.line_by_line(provider=provider, day=day)
        first = ui.offset(request, per_page=PER_PAGE)
        context |= {
            "found": ledger.compare(provider=provider, day=day),
            "total": len(lines),
            "differing": sum(bool(line.reason) for line in lines),
            "rows": [_row(line, explained) for line in lines[first : first + PER_PAGE]],
        }
    return render(request, "desk_cashier/settlement.html", {**context, **sent}, status=status)


@policy.access(doors.KEEP)
@require_POST
def fetch(request: HttpRequest, provider: str, day: str) -> HttpResponse:
    on = doors.day_or_404(day)
    try:
        taken = ledger.take_report(
            provider=_known(provider), day=on, by=policy.person_of(request), at=clock.now()
        )
    except ledger.ProviderAway:
        messages.error(
            request,
            _("会社から報告を受け取れませんでした。あとでもう一度押すか、ファイルで取り込んでください。"),
        )
    else:
        messages.success(request, _("報告を受け取りました（%(lines)s行）。") % {"lines": f"{taken.lines:,}"})
    return redirect("desk_cashier:settlement", provider=provider, day=day)


@policy.access(doors.KEEP)
@require_POST
def file(request: HttpRequest, provider: str, day: str) -> HttpResponse:
    on, form = doors.day_or_404(day), forms.ReportForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        content = sent.read(LARGEST + 1)
        if len(content) > LARGEST:
            form.add_error("file", _("ファイルが大きすぎます（8MBまで）。1日分ずつ選んでください。"))
        else:
            try:
                taken = ledger.take_report(
                    provider=_known(provider),
                    day=on,
                    content=content,
                    name=str(sent.name),
                    by=policy.person_of(request),
                    at=clock.now(),
                )
            except ledger.BrokenReport as problem:
                said = {"line": problem.line, "why": problem.why}
                form.add_error(
                    "file",
                    _(
                        "%(line)s行目を読めません（%(why)s）。何も取り込んでいません。会社のファイルをそのまま選んでください。"
                    )
                    % said,
                )
            else:
                messages.success(
                    request, _("報告を取り込みました（%(lines)s行）。") % {"lines": f"{taken.lines:,}"}
                )
                return redirect("desk_cashier:settlement", provider=provider, day=day)
    return _show(request, _known(provider), on, status=422, file_form=form)


@policy.access(doors.KEEP)
@require_POST
def settle(request: HttpRequest, provider: str, day: str) -> HttpResponse:
    """Post what the provider pays out."""
    on = doors.day_or_404(day)
    if ledger.report_of(provider=_known(provider), day=on) is None:
        messages.error(request, _("先に報告を取り込んでください。"))
        return redirect("desk_cashier:settlement", provider=provider, day=day)
    try:
        done = ledger.settle(provider=provider, day=on, by=policy.person_of(request), at=clock.now())
    except ledger.ClientKeyTaken:
        messages.error(
            request,
            _(
                "この日は前の報告で精算しています。新しい報告との違いは、会社に確かめて、差額の整理で直してください。"
            ),
        )
    except ledger.DayClosed:
        messages.error(
            request, _("この日の帳簿は締まっています。「日を締める」で、理由を書いて開けてください。")
        )
    except ledger.ProviderAway:
        messages.error(request, _("報告がありません。先に報告を取り込んでください。"))
    else:
        said = {"net": f"{done.net:,}", "charges": f"{done.charges:,}", "many": len(done.differences)}
        messages.success(
            request,
            _("精算しました。銀行に%(net)s円、会社の取り分%(charges)s円。違いは%(many)s件です。") % said,
        )
    return redirect("desk_cashier:settlement", provider=provider, day=day)


@policy.access(doors.KEEP)
@require_POST
def explain(request: HttpRequest, provider: str, day: str) -> HttpResponse:
    on, form = doors.day_or_404(day), forms.ExplainForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("説明を書いてください。記録に残ります。"))
        return _show(request, _known(provider), on, status=422)
    ledger.explain_difference(
        provider=_known(provider),
        day=on,
        payment=form.cleaned_data["payment"],
        text=form.cleaned_data["text"],
        by=policy.person_of(request),
        at=clock.now(),
    )
    messages.success(request, _("説明を記録しました。お金は動いていません。"))
    return redirect("desk_cashier:settlement", provider=provider, day=day)


@policy.access(doors.LOOK)
@require_safe
def sheet(request: HttpRequest, provider: str, day: str) -> HttpResponseBase:
    """Every line beside our books."""
    on = doors.day_or_404(day)
    if ledger.report_of(provider=_known(provider), day=on) is None:
        raise Http404(day)
    headings = [
        _("支払いのキー"),
        _("会社の番号"),
        _("請求のキー"),
        _("報告の額"),
        _("帳簿の額"),
        _("違い"),
        _("会社の取り分"),
        _("理由"),
        _("違いの説明"),
    ]
    return sheets.answer(f"settlement-{provider}-{on}", headings, _lines(provider, on))


def _lines(provider: str, day: date) -> Iterator[list[object]]:
    explained = ledger.explanations(provider=provider, day=day)
    for line in ledger.line_by_line(provider=provider, day=day):
        told = " / ".join(one.text for one in explained.get(line.payment, ()))
        reason = words.REASONS[line.reason][0] if line.reason else ""
        numbers = [line.there, line.here, line.there - line.here, line.charge]
        yield [line.payment, line.reference, line.bill, *numbers, reason, told]


def _row(line: ledger.Compared, explained: Any) -> dict[str, object]:
    reason = words.REASONS[line.reason] if line.reason else ("", "")
    return {
        "line": line,
        "difference": line.there - line.here,
        "number": ledger.short_number(line.payment) if line.bill else line.payment,
        "reason": reason[0],
        "text": reason[1],
        "explained": explained.get(line.payment, ()),
    }


def _known(provider: str) -> str:
    if provider not in PROVIDERS:
        raise Http404(provider)
    return provider
