"""The days that are looked at: the last four weeks until yesterday, unless somebody says otherwise."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from sagacity.desks.reform import words
from sagacity.kit import clock
from sagacity.reservations.queue import api as queue

LONGEST = timedelta(days=400)
USUAL = timedelta(days=27)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both counted; of one place or line, or of all ("")."""

    since: date
    until: date
    place: str = ""
    line: str = ""
    by_desk: bool = False

    @property
    def first_moment(self) -> datetime:
        return datetime.combine(self.since, time(), clock.JAPAN)

    @property
    def last_moment(self) -> datetime:
        """The first that counts no longer."""
        return datetime.combine(self.until + DAY, time(), clock.JAPAN)


class PeriodForm(forms.Form):
    """Days; a page that looks at lines offers place, line or desks besides."""

    since = forms.DateField(label=lazy("いつから"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=lazy("いつまで"), widget=forms.DateInput(attrs={"type": "date"}))
    place = forms.ChoiceField(label=lazy("場所"), required=False)
    line = forms.ChoiceField(label=lazy("列"), required=False)
    desks = forms.BooleanField(label=lazy("窓口ごとに分ける"), required=False)

    def __init__(self, said: QueryDict, *, at: datetime, offers: tuple[str, ...] = ()) -> None:
        filled = said.copy()
        yesterday = clock.day(at) - DAY
        filled.setdefault("since", (yesterday - USUAL).isoformat())
        filled.setdefault("until", yesterday.isoformat())
        super().__init__(filled)
        for name in {"place", "line", "desks"} - set(offers):
            del self.fields[name]
        choices = {
            "place": [("", _("すべての場所")), *((one.key, words.named(one)) for one in queue.places())],
            "line": [("", _("すべての列")), *((one.key, words.named(one)) for one in queue.lines())],
        }
        for name in choices.keys() & set(offers):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices[name]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and not timedelta() <= until - since <= LONGEST:
            self.add_error("until", _("終わりは始まりより後で、400日までにしてください。"))
        return said

    def period(self) -> Period | None:
        """What was asked for; None when it cannot be answered."""
        if not self.is_valid():
            return None
        said = self.cleaned_data
        return Period(
            since=said["since"],
            until=said["until"],
            place=said.get("place", ""),
            line=said.get("line", ""),
            by_desk=said.get("desks", False),
        )
