"""What somebody writes who says that a record is wrong."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 1000


class WrongForm(forms.Form):
    """No name, no address: what is wrong and what is right is enough."""

    column = forms.ChoiceField(label=_("どの項目ですか"), required=False)
    says = forms.CharField(
        label=_("正しい内容"),
        max_length=LONGEST,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("正しい内容が書かれていません。市が調べられるように、わかることを書いてください。"),
            "max_length": _("1,000文字をこえています。短くしてください。"),
        },
    )
    reason = forms.CharField(
        label=_("どうしてわかりましたか"),
        help_text=_(
            "「現地で見た」「電話で聞いた」など。名前や電話番号など、あなたのことは書かないでください。"
        ),
        required=False,
        max_length=LONGEST,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("1,000文字をこえています。短くしてください。")},
    )
    # People do not see this field; machines that fill in everything fill it in.
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    def __init__(self, *args: Any, columns: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["column"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("わからない・全体")), *((column, column) for column in columns)]

    @property
    def is_by_a_machine(self) -> bool:
        return bool(self.cleaned_data.get("website"))
