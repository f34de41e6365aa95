"""How the desk reaches whoever booked: as little as it needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.reservations.slots import api as slots


class ContactForm(forms.Form):
    """Nobody needs to say anything for a counter; a hall wants to know whom to call."""

    name = forms.CharField(
        label=_("なまえ"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("電話番号"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    mail = forms.CharField(
        label=_("メールアドレス"),
        max_length=254,
        required=False,
        help_text=_("書くと、予約したことと前の日のお知らせがメールでも届きます。"),
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "inputmode": "email"}),
    )

    def __init__(self, *args: Any, must_be_reachable: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["name"].required = self.fields["phone"].required = must_be_reachable

    def contact(self, language: str) -> slots.Contact:
        return slots.Contact(**self.cleaned_data, language=language)

    def refuse(self, problem: slots.BadContact) -> None:
        texts = {
            "phone": _("電話番号を読めません。数字で書いてください。"),
            "mail": _("メールアドレスを読めません。書き直してください。"),
        }
        self.add_error(problem.field, texts[problem.field])
