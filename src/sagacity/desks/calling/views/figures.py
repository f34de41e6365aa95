"""Figures: waits, talks and who left, by hour; and days played through with other desks."""

import csv
import io
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sagacity.desks.calling import doors, words
from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.reservations.queue import api as queue

LONGEST = timedelta(days=400)
FIRST_HOUR, LAST_HOUR = 8, 19


class PeriodForm(forms.Form):
    """Days, and a line."""

    since = forms.DateField(label=lazy("いつから"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=lazy("いつまで"), widget=forms.DateInput(attrs={"type": "date"}))
    line = forms.ChoiceField(label=lazy("列"), required=False)

    def offer(self, *, every: bool) -> "PeriodForm":
        field = self.fields["line"]
        assert isinstance(field, forms.ChoiceField)
        lines = [(one.key, words.named(one)) for one in queue.lines()]
        field.choices = [("", _("すべての列")), *lines] if every else lines
        return self

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and not timedelta() <= until - since <= LONGEST:
            self.add_error("until", _("終わりは始まりより後で、400日までにしてください。"))
        return said


class WhatIfForm(PeriodForm):
    """How many desks in each hour, and how many people."""

    more = forms.IntegerField(label=lazy("人数（％）"), min_value=10, max_value=500, initial=100)
    desks = forms.CharField(
        label=lazy("時間ごとの窓口の数"),
        max_length=200,
        help_text=lazy("例：9-11:4 12:2 13-16:3（9時から11時台は4、12時台は2、13時から16時台は3）"),
    )

    def clean_desks(self) -> dict[int, int]:
        found: dict[int, int] = {}
        try:
            for part in self.cleaned_data["desks"].split():
                hours, many = part.split(":")
                first, _dash, last = hours.partition("-")
                for hour in range(int(first), int(last or first) + 1):
                    found[hour] = int(many)
        except ValueError as problem:
            raise forms.ValidationError(_("「9-11:4 12:2」の形で書いてください。")) from problem
        if not found or min(found) < 0 or max(found) > 23 or not 0 <= max(found.values()) <= 100:
            raise forms.ValidationError(_("時刻は0から23、窓口の数は100までで書いてください。"))
        return found


@policy.access(doors.FIGURES)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    form = PeriodForm(_said(request)).offer(every=True)
    rows = _rows(form)
    context = {
        "tab": "figures",
        "form": form,
        "rows": [(words.line(one.line), one) for one in rows],
        "chart": _chart(rows),
        "query": _said(request).urlencode(),
    }
    return render(request, "desk_calling/figures.html", context, status=422 if form.errors else 200)


@policy.access(doors.FIGURES)
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """The same as a table for spreadsheets."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow([
        _("列"), _("時間"), _("日数"), _("来た人"), _("呼んだ人"), _("取りやめた人"), _("平均の待ち（分）"),
        _("待ちの中央値（分）"), _("10人に9人の待ち（分）"), _("最長の待ち（分）"), _("平均の応対（分）"),
    ])  # fmt: skip
    for one in _rows(PeriodForm(_said(request)).offer(every=True)):
        numbers = (one.wait_mean, one.wait_median, one.wait_ninety, one.wait_longest, one.talk_mean)
        table.writerow([
            words.line(one.line), one.hour, one.days, one.came, one.called, one.left,
            *(f"{number:.1f}" for number in numbers),
        ])  # fmt: skip
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = "attachment; filename=waits.csv"
    answer["Cache-Control"] = "no-store"
    return answer


@policy.access(doors.FIGURES)
@never_cache
@require_safe
def what_if(request: HttpRequest) -> HttpResponse:
    """Days like those that were, with other desks."""
    said = _said(request)
    form = WhatIfForm(said).offer(every=False) if "desks" in request.GET else WhatIfForm(initial=said.dict())
    form.offer(every=False)
    found = None
    if form.is_bound and form.is_valid():
        words_ = form.cleaned_data
        day = queue.usual_day(line=words_["line"], since=words_["since"], until=words_["until"])
        if day.arrivals:
            found = queue.what_if(day=day, desks=words_["desks"], more=words_["more"] / 100)
    context = {
        "tab": "what-if",
        "form": form,
        "found": found,
        "nothing": form.is_bound and not form.errors and found is None,
        "busy": round(found.busy * 100) if found else 0,
    }
    return render(request, "desk_calling/what_if.html", context, status=422 if form.errors else 200)


def _said(request: HttpRequest) -> Any:
    """What was asked for; the last four weeks when nothing was."""
    said = request.GET.copy()
    today = clock.day(clock.now())
    said.setdefault("since", (today - timedelta(days=27)).isoformat())
    said.setdefault("until", today.isoformat())
    return said


def _rows(form: PeriodForm) -> tuple[queue.HourFigures, ...]:
    if not form.is_valid():
        return ()
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    assert isinstance(since, date)
    return queue.by_hour(since=since, until=until, line=form.cleaned_data["line"])


def _chart(rows: tuple[queue.HourFigures, ...]) -> object:
    hours = sorted({one.hour for one in rows})
    if not hours:
        return ""
    lines = list(dict.fromkeys(one.line for one in rows))
    came = {(one.line, one.hour): one.came for one in rows}
    return ui.stacked_bar(
        title=_("来た人の数"),
        labels=[_("%(h)s時台") % {"h": hour} for hour in hours],
        series=[
            ui.Series(words.line(line), [came.get((line, hour), 0) for hour in hours]) for line in lines[:4]
        ],
        unit=_("人"),
    )
