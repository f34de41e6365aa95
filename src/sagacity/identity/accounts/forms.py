"""What residents type into the pages of accounts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.kit.japanese.widths import fold_codes


class MailForm(forms.Form):
    mail = forms.CharField(
        label=_("メールアドレス"),
        max_length=254,
        help_text=_("6つの数字を送ります。お知らせは、たのまれないかぎり送りません。"),
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("メールで届いた6つの数字"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        """Full-width digits and spaces are what a keyboard does, not a mistake of the person."""
        return fold_codes(str(self.cleaned_data["code"])).replace(" ", "").replace("-", "")


class NicknameForm(forms.Form):
    nickname = forms.CharField(
        label=_("よび名"),
        max_length=40,
        required=False,
        help_text=_("このページであなたをよぶ名前です。本名でなくてかまいません。"),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )


class SpareCodeForm(forms.Form):
    code = forms.CharField(
        label=_("予備のコード、または窓口で受け取ったコード"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
