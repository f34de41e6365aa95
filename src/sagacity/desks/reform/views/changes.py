"""Changes: what was changed and when, and the days before beside the days after."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sagacity.desks.reform import changes, doors, export, measuring, telling, words
from sagacity.desks.reform.measuring import WEEKS
from sagacity.desks.reform.tables import Table
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.procedures import api as procedures
from sagacity.reservations.queue import api as queue

USUAL = 4  # weeks


class ChangeForm(forms.Form):
    """A day and a sentence, and where it was changed."""

    day = forms.DateField(
        label=lazy("変えた日"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": lazy("変えた日を書いてください。")},
    )
    sentence = forms.CharField(
        label=lazy("何を変えたか"),
        max_length=200,
        help_text=lazy("1文で。例：証明書の窓口を2つから3つに増やした"),
        error_messages={"required": lazy("何を変えたかを、1文で書いてください。")},
    )
    line = forms.ChoiceField(label=lazy("どの列で（待ちと応対を比べる）"), required=False)
    procedure = forms.ChoiceField(label=lazy("どの手続で（オンラインと直しを比べる）"), required=False)
    once = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        lines = [("", _("すべての列")), *((one.key, words.named(one)) for one in queue.lines())]
        known = {one.key: one for one in procedures.procedures(at=clock.now())}
        names = words.Procedures(known)
        offered = [("", _("すべての手続")), *((key, names.name(key)) for key in known)]
        for name, choices in (("line", lines), ("procedure", offered)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


@policy.access(doors.LOOK)
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every change, and a form for another."""
    return _home(request, ChangeForm(initial={"once": uuid.uuid4()}))


@policy.access(doors.KEEP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Write a change down; pressed twice it is one."""
    if request.method != "POST":
        return redirect("desk_reform:changes")
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _home(request, form)
    said = form.cleaned_data
    change = changes.write(
        client_key=said["once"] or str(uuid.uuid4()),
        day=said["day"],
        sentence=said["sentence"].strip(),
        line=said["line"],
        procedure=said["procedure"],
        by=policy.person_of(request),
        at=clock.now(),
    )
    messages.success(request, _("変更を書きました。"))
    return redirect("desk_reform:change", key=change.key)


@policy.access(doors.LOOK)
@never_cache
@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """The same weekdays before and after."""
    change, weeks = _change(key), _weeks(request)
    at = clock.now()
    found = measuring.measure(change, weeks=weeks, by=policy.person_of(request), at=at)
    context = {
        "tab": "changes",
        "change": change,
        "line": words.line(change.line) if change.line else "",
        "procedure": _name(change),
        "weeks": weeks,
        "offered": WEEKS,
        "found": found,
        "all_days": 7 * weeks,
        "findings": [_shown(each) for each in found.findings],
        "may_keep": policy.person_of(request).may(doors.KEEP.permission),
    }
    return render(request, "desk_reform/change.html", context)


@policy.access(doors.KEEP)
@require_POST
def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """Take out what was written by mistake."""
    changes.take_back(key=key, by=policy.person_of(request), at=clock.now())
    messages.success(request, _("変更を取り消しました。"))
    return redirect("desk_reform:changes")


@policy.access(doors.LOOK)
@require_safe
def as_csv(request: HttpRequest, key: str) -> HttpResponse:
    return export.as_csv(_table(request, key)[1])


@policy.access(doors.LOOK)
@require_safe
def as_xlsx(request: HttpRequest, key: str) -> HttpResponse:
    change, table = _table(request, key)
    return export.as_xlsx(table, about=f"{change.day.isoformat()} {change.sentence}")


def _table(request: HttpRequest, key: str) -> tuple[changes.Change, Table]:
    change, person, at = _change(key), policy.person_of(request), clock.now()
    found = measuring.measure(change, weeks=_weeks(request), by=person, at=at)
    audit.record(actor=person, action="reform.take_along", thing=key, at=at, channel="desk")
    return change, telling.table(found.findings)


def _home(request: HttpRequest, form: ChangeForm) -> HttpResponse:
    context = {
        "tab": "changes",
        "form": form,
        "changes": [(each, words.line(each.line) if each.line else "") for each in changes.changes()],
        "may_keep": policy.person_of(request).may(doors.KEEP.permission),
    }
    return render(request, "desk_reform/changes.html", context, status=422 if form.errors else 200)


def _shown(finding: measuring.Finding) -> dict[str, Any]:
    """One figure for the page: values with their spread, and the sentence."""
    said = None if finding.is_hidden else finding.compared

    def plain(value: float) -> float:
        return telling.plain(finding.figure, value)

    return {
        "name": telling.name(finding.figure),
        "sentence": telling.sentence(finding),
        "is_better": telling.is_better(finding),
        "said": said,
        "hidden": finding.is_hidden,
        "before": plain(said.before) if said else None,
        "before_spread": [plain(each) for each in said.before_spread] if said else (),
        "after": plain(said.after) if said else None,
        "after_spread": [plain(each) for each in said.after_spread] if said else (),
    }


def _name(change: changes.Change) -> str:
    if not change.procedure:
        return ""
    known = {one.key: one for one in procedures.procedures(at=clock.now())}
    return words.Procedures(known).name(change.procedure)


def _change(key: str) -> changes.Change:
    try:
        return changes.change(key=key)
    except changes.NoSuchChange as problem:
        raise Http404(key) from problem


def _weeks(request: HttpRequest) -> int:
    said = request.GET.get("weeks", "")
    return int(said) if said.isdecimal() and int(said) in WEEKS else USUAL
