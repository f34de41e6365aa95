"""What a clerk types to enter an event."""

import uuid
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.miniapps.events import desk_columns, recurrence
from sagacity.miniapps.events.recurrence import Repeat, Rule
from sagacity.registry import api as registry

REPEATS = [
    (Repeat.ONCE, _("くり返さない（何日か続くものも）")),
    (Repeat.WEEKLY, _("毎週")),
    (Repeat.MONTHLY, _("毎月の決まった曜日")),
    (Repeat.DATES, _("日付の一覧")),
]
SHORT, LONG = 300, 4000


def _day(label: Any, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


def _hour(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)


def _field(column: desk_columns.Column) -> forms.Field:
    must = column.field == "name"
    made: forms.Field
    if column.kind == "day":
        made = _day(column.name)
    elif column.kind == "hour":
        made = _hour(column.name)
    elif column.kind == "mail":
        made = forms.EmailField(label=column.name, required=False, max_length=SHORT)
    elif column.kind == "web":
        made = forms.URLField(label=column.name, required=False, max_length=1000, assume_scheme="https")
    elif column.kind == "number":
        made = forms.FloatField(
            label=column.name, required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"})
        )
    elif column.kind == "text":
        widget = forms.Textarea(attrs={"rows": 4})
        made = forms.CharField(label=column.name, required=False, max_length=LONG, widget=widget)
    else:
        made = forms.CharField(label=column.name, required=must, max_length=SHORT)
    made.help_text = str(column.help)
    return made


class EventForm(forms.Form):
    """One event in the words of the national columns, and on which days."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=40)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    first = _day("開始日", required=True)
    until = _day("終了日")
    starts = _hour("開始時刻")
    ends = _hour("終了時刻")
    repeat = forms.ChoiceField(label=_("くり返し"), choices=REPEATS, widget=forms.RadioSelect)
    weekdays = forms.MultipleChoiceField(
        label=_("曜日"),
        required=False,
        choices=[(str(n), name) for n, name in enumerate(recurrence.WEEKDAYS)],
        widget=forms.CheckboxSelectMultiple,
    )
    weeks = forms.MultipleChoiceField(
        label=_("第何週"),
        required=False,
        choices=[(str(n), f"第{n}") for n in range(1, 6)],
        widget=forms.CheckboxSelectMultiple,
    )
    dates = forms.CharField(
        label=_("日付の一覧"),
        required=False,
        max_length=LONG,
        help_text=_("1行に1日。例: 2026-10-03"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    without_holidays = forms.BooleanField(label=_("祝日は休む"), required=False)
    remark = forms.CharField(
        label="日時備考", required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in desk_columns.EVERY:
            self.fields[column.field] = _field(column)

    @property
    def topics(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(topic, [self[column.field] for column in columns]) for topic, columns in desk_columns.TOPICS]

    def rule(self) -> Rule | None:
        """The rule said; None for an event that does not come again."""
        said = self.cleaned_data
        repeat = Repeat(said["repeat"])
        if repeat is Repeat.ONCE:
            return None
        return Rule(
            repeat,
            said["first"],
            said["until"] or said["first"],
            weekdays=tuple(int(one) for one in said["weekdays"]),
            weeks=tuple(int(one) for one in said["weeks"]),
            dates=tuple(_dates(said["dates"])),
            without_holidays=said["without_holidays"],
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        repeat, first, until = said.get("repeat"), said.get("first"), said.get("until")
        if first and until and until < first:
            self.add_error("until", _("開始日より前です。開始日と同じか、あとの日にしてください。"))
        if repeat in {Repeat.WEEKLY, Repeat.MONTHLY} and not said.get("weekdays"):
            self.add_error("weekdays", _("曜日を1つ以上えらんでください。"))
        if repeat in {Repeat.WEEKLY, Repeat.MONTHLY} and not until:
            self.add_error("until", _("くり返すときは、いつまでかを書いてください。"))
        if repeat == Repeat.MONTHLY and not said.get("weeks"):
            self.add_error("weeks", _("第何週かを1つ以上えらんでください。"))
        if repeat == Repeat.DATES:
            try:
                _dates(said.get("dates", ""))
            except ValueError:
                self.add_error("dates", _("2026-10-03 の形で、1行に1日ずつ書いてください。"))
        return said

    def values(self, days: tuple[date, ...], pattern: str) -> dict[str, str]:
        """The national columns with what was typed; the days of a rule stand in the remark, one by one."""
        said = self.cleaned_data
        first, until = said["first"], said["until"] or said["first"]
        remark = said["remark"].strip()
        if days:
            first, until = days[0], days[-1]
            remark = f"{registry.say_days(days)}。{remark}"
        columns = {column.name: _text(said[column.field]) for column in desk_columns.EVERY}
        return columns | {
            "開始日": first.isoformat(),
            "終了日": until.isoformat(),
            "開始時刻": _text(said["starts"]),
            "終了時刻": _text(said["ends"]),
            "日時備考": remark,
            "開催パターン": pattern,
        }


class StateForm(forms.Form):
    """Whether an event takes place."""

    state = forms.ChoiceField(
        label=_("状態"),
        choices=[("中止", _("中止する")), ("延期", _("延期する")), ("", _("予定どおり行う"))],
        required=False,
    )
    reason = forms.CharField(label=_("理由（市民に見えます）"), required=False, max_length=200)
    once = forms.CharField(widget=forms.HiddenInput, max_length=40)


class LetterForm(forms.Form):
    """What is said to those who saved an event."""

    title = forms.CharField(label=_("題名"), max_length=100)
    body = forms.CharField(label=_("本文"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    easy = forms.CharField(
        label=_("本文（やさしい日本語）"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    english = forms.CharField(
        label=_("本文（英語）"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    once = forms.CharField(widget=forms.HiddenInput, max_length=40)


def new_once() -> str:
    """A name for one form, so that a double click is one entry."""
    return uuid.uuid4().hex


def initial_of(values: Mapping[str, str]) -> dict[str, Any]:
    """What stands in the form when a record or a draft is taken up again."""
    said: dict[str, Any] = {column.field: values.get(column.name, "") for column in desk_columns.EVERY}
    first, until = _maybe(values.get("開始日", "")), _maybe(values.get("終了日", ""))
    listed, remark = registry.listed_days(values.get("日時備考", ""), first=first, last=until)
    return said | {
        "once": new_once(),
        "first": first,
        "until": until,
        "starts": values.get("開始時刻", "")[:5],
        "ends": values.get("終了時刻", "")[:5],
        "repeat": Repeat.DATES if listed else Repeat.ONCE,
        "dates": "\n".join(day.isoformat() for day in listed),
        "remark": remark,
    }


def _maybe(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _dates(text: str) -> list[date]:
    parts = text.replace("、", "\n").replace(",", "\n").replace("/", "-").split("\n")
    return [date.fromisoformat(part.strip()) for part in parts if part.strip()]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, date) else str(value).strip()
