"""What the page of a report shows: tabs, filters, one page of messages, and which buttons fit."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from sagacity.desks.data import doors, words
from sagacity.desks.data.forms import ReasonForm
from sagacity.kit import policy
from sagacity.kit.ui import api as ui
from sagacity.registry import api as registry

PER_PAGE = 50
Verb = Callable[..., Any]


def page(request: HttpRequest, run: registry.ImportRun) -> dict[str, Any]:
    """Everything the template needs."""
    counts = {outcome: registry.report(run.key, outcome=outcome, limit=0)[1] for outcome in words.OUTCOMES}
    tab = _tab(request, counts)
    rule, row = request.GET.get("rule", ""), _row(request)
    lines, total = registry.report(
        run.key,
        outcome=tab,
        rule=rule,
        row=row,
        column=request.GET.get("column", ""),
        limit=PER_PAGE,
        offset=ui.offset(request, per_page=PER_PAGE),
    )
    return {
        "run": run,
        "steps": words.steps(run),
        "tabs": [(key, title, counts[key], key == tab) for key, title in words.OUTCOMES.items()],
        "tab": tab,
        "rule": rule,
        "row": row,
        "column": request.GET.get("column", ""),
        "lines": lines,
        "total": total,
        "per_page": PER_PAGE,
        "rules": [(name, many) for outcome, name, many in registry.rules_said(run.key) if outcome == tab],
        "columns": registry.columns_said(run.key, outcome=tab)[:40],
        "asked": registry.rules_asked(run.key) if run.state == "checked" else [],
        "readability": _readability(run),
        "reason": ReasonForm(),
        **_may(run, policy.person_of(request)),
    }


def _readability(run: registry.ImportRun) -> Any:
    """The scores of the three levels; files that could not be read have none."""
    if run.origin != "file" or not run.rows:
        return ()
    return registry.readability(rule for _outcome, rule, _many in registry.rules_said(run.key))


def _tab(request: HttpRequest, counts: dict[str, int]) -> str:
    said = request.GET.get("tab", "")
    if said in words.OUTCOMES:
        return said
    return next((outcome for outcome, count in counts.items() if count), "to_confirm")


def _row(request: HttpRequest) -> int | None:
    said = request.GET.get("row", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else None


def _may(run: registry.ImportRun, person: policy.Person) -> dict[str, bool]:
    clerk, approver = person.may(doors.IMPORT.permission), person.may(doors.APPROVE.permission)
    own = run.submitted_by_key == person.key
    return {
        "may_answer": clerk and run.state == "checked",
        "may_submit": clerk and run.state == "checked",
        "may_cancel": clerk and run.state in ("checked", "submitted"),
        "may_approve": approver and run.state == "submitted" and not own,
        "own_submission": approver and run.state == "submitted" and own,
        "may_undo": approver and run.state == "applied",
        "may_recheck": run.state == "submitted" or (clerk and run.state == "refused"),
    }
