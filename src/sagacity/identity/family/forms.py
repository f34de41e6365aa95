"""What residents type into the pages of family and delegates."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.identity.family import acts, mandates
from sagacity.identity.family import mandate_types as facts
from sagacity.kit import clock
from sagacity.kit.japanese.widths import fold_codes

_CODE = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("受け取ったコード"),
        max_length=40,
        help_text=_("英字と数字16文字です。ハイフンはあってもなくてもかまいません。"),
        widget=forms.TextInput(attrs=_CODE),
    )


class MandateForm(forms.Form):
    """The terms of a mandate; `mandates.check_terms` has the last word."""

    delegate_label = forms.CharField(
        label=_("たのむ人の呼び名"),
        max_length=40,
        help_text=_("あなたの画面に出ます。氏名でなくてかまいません。"),
    )
    chosen = forms.MultipleChoiceField(label=_("たのむこと"), widget=forms.CheckboxSelectMultiple)
    starts_on = forms.DateField(label=_("はじめの日"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(
        label=_("終わりの日"),
        help_text=_("長くても1年です。"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    times = forms.IntegerField(
        label=_("回数の上限"), min_value=1, max_value=mandates.MOST_TIMES, required=False,
        help_text=_("空ならば、回数は決めません。"),
    )  # fmt: skip
    amount_yen = forms.IntegerField(
        label=_("金額の上限（円、合わせて）"), min_value=1, max_value=mandates.MOST_YEN, required=False,
        help_text=_("空ならば、金額は決めません。"),
    )  # fmt: skip
    reason = forms.CharField(label=_("理由"), max_length=200, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        today = clock.day(clock.now())
        kwargs.setdefault("initial", {"starts_on": today, "ends_on": today + timedelta(days=90)})
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["chosen"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.key, f"{one.title} — {one.text}") for one in acts.acts()]

    def clean_reason(self) -> str:
        return str(self.cleaned_data["reason"]).strip()

    def terms(self) -> dict[str, object]:
        """As `mandates.give` takes them."""
        said = dict(self.cleaned_data)
        said["limits"] = facts.Limits(said.pop("times"), said.pop("amount_yen"))
        return said


def code_of(typed: str) -> str:
    """A code of a link or a form, short enough to be one."""
    return fold_codes(typed)[:40]
