"""What residents enter: a birth, and what was given when."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sagacity.miniapps.childcare.rules import births
from sagacity.miniapps.childcare.rules.births import Birth

OLDEST = 18  # years: the last period of the programme ends in the tenth grade


class ChildForm(forms.Form):
    """Year and month of birth, the day and a nickname if wished; never a full name."""

    year = forms.TypedChoiceField(label=gettext_lazy("生まれた年"), coerce=int)
    month = forms.TypedChoiceField(label=gettext_lazy("生まれた月"), coerce=int)
    day = forms.TypedChoiceField(
        label=gettext_lazy("生まれた日（入れなくてもかまいません）"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=gettext_lazy("入れると、始まりと終わりの日がはっきりします。"),
    )
    name = forms.CharField(
        label=gettext_lazy("呼び名（入れなくてもかまいません）"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("この端末で見分けるためだけに使います。本名は入れないでください。"),
    )

    def __init__(self, data: object = None, *, today: date, initial: dict[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self.today = today
        years = range(today.year, today.year - OLDEST - 1, -1)
        self.fields["year"].choices = [(year, _("%(year)s年") % {"year": year}) for year in years]  # type: ignore[attr-defined]
        self.fields["month"].choices = [(one, _("%(month)s月") % {"month": one}) for one in range(1, 13)]  # type: ignore[attr-defined]
        days = [("", "―"), *((one, _("%(day)s日") % {"day": one}) for one in range(1, 32))]
        self.fields["day"].choices = days  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        said = super().clean() or {}
        if self.errors:
            return said
        text = f"{said['year']:04d}-{said['month']:02d}" + (f"-{said['day']:02d}" if said["day"] else "")
        try:
            birth = births.parse(text)
        except births.NotABirth:
            self.add_error("day", _("この月にこの日はありません。月と日を確かめてください。"))
            return said
        if birth.first > self.today:
            self.add_error(None, _("まだ来ていない日です。年と月を確かめてください。"))
        said["birth"] = birth
        return said

    @property
    def birth(self) -> Birth:
        found = self.cleaned_data["birth"]
        assert isinstance(found, Birth)
        return found


def day_given(text: str, *, birth: Birth, today: date) -> date | str:
    """The day a dose was given; or a sentence that says what is wrong with it."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return _("受けた日が読めません。カレンダーから選ぶか、2026-09-01 のように書いてください。")
    if day > today:
        return _("まだ来ていない日は記録できません。受けたあとで記録してください。")
    if day < birth.first:
        return _("生まれる前の日付です。受けた日を確かめてください。")
    return day
