"""Runs for staff: look over what would be taken, gather it, ask a second person, see what became of it."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.kit.proposals import api as proposals
from sagacity.kit.ui import api as ui
from sagacity.ledger.debit import api as debit
from sagacity.ledger.debit.api import RunState
from sagacity.miniapps.debit import chosen, demo, desk_tables, desk_words
from sagacity.miniapps.debit.desk import LOOK
from sagacity.miniapps.debit.desk_forms import ReasonForm, ResultForm
from sagacity.miniapps.debit.desk_mandates import COLLECT

PER_PAGE = 50
LINES = 100
ALL = 1_000_000


@require_safe
@policy.access(LOOK)
def listed(request: HttpRequest) -> HttpResponse:
    """All runs, the latest day first."""
    item = request.GET.get("item", "")
    found, total = debit.runs(
        item=item if item in debit.plan().items else "",
        limit=PER_PAGE,
        offset=ui.offset(request, per_page=PER_PAGE),
    )
    context = {
        "rows": [(one, desk_words.run_title(one), desk_words.RUNS[one.state]) for one in found],
        "total": total,
        "per_page": PER_PAGE,
        "item": item,
        "items": [(key, desk_words.item_name(key)) for key in debit.plan().items],
    }
    return render(request, "debit/desk_runs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@policy.access(COLLECT)
def new(request: HttpRequest) -> HttpResponse:
    """What a run would take; made only with the button."""
    said = request.POST if request.method == "POST" else request.GET
    item, day, at = said.get("item", ""), _day(said.get("day", "")), clock.now()
    if item not in debit.plan().items or day is None:
        raise Http404(item)
    try:
        if request.method == "POST":
            made = debit.make(item=item, day=day, by=policy.person_of(request), at=at)
            messages.success(request, _("下書きを作りました。内容を確かめて、承認を求めてください。"))
            return _to(made.key)
        seen = debit.preview(item=item, day=day, at=at)
    except debit.RunExists as problem:
        return _to(problem.run)  # a double press made it once
    except (debit.NotADay, debit.DayOver):
        messages.error(
            request, _("その日の回は作れません。引落日の前の日までに、一覧の日から作ってください。")
        )
        return HttpResponseRedirect(reverse("debit_desk:home"))
    except debit.NothingDue:
        messages.info(request, _("引き落とすものがありません。"))
        return HttpResponseRedirect(reverse("debit_desk:home"))
    context = {"seen": seen, "name": desk_words.item_name(item), "try_": desk_words.TRIES[seen.try_]}
    return render(request, "debit/desk_new_run.html", context)


@require_safe
@policy.access(LOOK)
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One run with its lines; no names, for a number says enough."""
    return page(request, found(key))


@require_POST
@policy.access(COLLECT)
def drop(request: HttpRequest, key: str) -> HttpResponse:
    """Throw a draft away."""
    try:
        debit.drop(run=found(key).key, by=policy.person_of(request), at=clock.now())
    except debit.NotADraft:
        messages.error(request, _("銀行に送ることになった回は、捨てられません。"))
        return _to(key)
    messages.success(request, _("下書きを捨てました。"))
    return HttpResponseRedirect(reverse("debit_desk:home"))


@require_POST
@policy.access(COLLECT)
def propose(request: HttpRequest, key: str) -> HttpResponse:
    """Ask a second person to let it go."""
    run, form = found(key), ReasonForm(request.POST)
    if not form.is_valid():
        return page(request, run, reason=form, status=422)
    try:
        by = policy.person_of(request)
        debit.propose(run=run.key, reason=form.cleaned_data["reason"], by=by, at=clock.now())
        messages.success(request, _("承認を求めました。別の人が承認すると、銀行に送るファイルができます。"))
    except debit.NotADraft:
        messages.error(request, _("この回は、もう送ることになっています。"))
    return _to(key)


@require_safe
@policy.access(LOOK)
def table(request: HttpRequest, key: str) -> HttpResponse:
    """The lines of a run for a spreadsheet; names and accounts are not in it."""
    run = found(key)
    heading = [
        _("番号"),
        _("顧客番号"),
        _("銀行"),
        _("支店"),
        _("金額（円）"),
        _("新規コード"),
        _("結果"),
        _("次にすること"),
    ]
    rows = (
        [
            one.number,
            one.customer,
            f"{one.bank} {chosen.bank_name(one.bank)}",
            one.branch,
            one.amount,
            desk_words.NEW_CODES[one.new_code],
            desk_words.RESULTS[one.result] if one.result else "",
            desk_words.NEXT[one.next_] if one.next_ else "",
        ]
        for one in debit.lines(run=run.key, limit=ALL)
    )
    return desk_tables.answer(f"debit-{run.item}-{run.day:%Y%m%d}", heading, rows)


def page(
    request: HttpRequest,
    run: debit.Run,
    *,
    reason: ReasonForm | None = None,
    results: ResultForm | None = None,
    refused: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Everything about a run, with what was wrong with a form or a file."""
    by, at = policy.person_of(request), clock.now()
    failed = request.GET.get("only") == "failed"
    offset = ui.offset(request, per_page=LINES)
    report = debit.report(run=run.key) if run.state is RunState.DONE else None
    waiting = [
        one for one in proposals.latest(of=[debit.ACT], limit=50) if one.thing == run.key and one.is_open(at)
    ]
    context = {
        "run": run,
        "title": desk_words.run_title(run),
        "state": desk_words.RUNS[run.state],
        "lines": [_line(one) for one in debit.lines(run=run.key, limit=LINES, offset=offset, failed=failed)],
        "total": run.failed if failed else run.count,
        "per_page": LINES,
        "only_failed": failed,
        "report": report,
        "counts": [
            (title, report.counts.get(code, 0), report.yen.get(code, 0))
            for code, title in desk_words.RESULTS.items()
        ]
        if report
        else [],
        "waiting": waiting[0] if waiting else None,
        "reason_form": reason or ReasonForm(),
        "result_form": results or ResultForm(),
        "refused": refused or [],
        "may_collect": by.may(identity.DEBIT_COLLECT),
        "night": demo.night(),
    }
    return render(request, "debit/desk_run.html", context, status=status)


def found(key: str) -> debit.Run:
    try:
        return debit.run(key=key)
    except debit.NoSuchRun as problem:
        raise Http404(key) from problem


def _line(line: debit.Line) -> dict[str, object]:
    return {
        "line": line,
        "bank": chosen.bank_name(line.bank),
        "new_code": desk_words.NEW_CODES[line.new_code],
        "result": desk_words.RESULTS[line.result] if line.result else "",
        "next_": desk_words.NEXT[line.next_] if line.next_ else "",
    }


def _to(key: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("debit_desk:run", args=[key]))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
