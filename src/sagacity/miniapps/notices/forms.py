"""What residents type about how they are told."""

import unicodedata
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.messaging import api as messaging

MOST = 20


class PlainField(forms.CharField):
    """Letters and digits as they were meant, also when they were typed in full width."""

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFKC", str(super().to_python(value) or "")).strip()


class MailForm(forms.Form):
    address = PlainField(
        label=_("メールアドレス"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("メールアドレスを入れてください。"),
            "max_length": _("メールアドレスが長すぎます。たしかめてください。"),
        },
    )


class CodeForm(forms.Form):
    code = PlainField(
        label=_("メールに書いてある6けたの番号"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={
            "required": _("6けたの番号を入れてください。"),
            "max_length": _("番号は6けたの数字です。"),
        },
    )


class HoursForm(forms.Form):
    is_quiet = forms.BooleanField(label=_("休む時間を決める"), required=False)
    quiet_from = forms.TimeField(
        label=_("休む時間のはじめ"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("時刻は 21:00 のように入れてください。")},
    )
    quiet_until = forms.TimeField(
        label=_("休む時間のおわり"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("時刻は 21:00 のように入れてください。")},
    )
    most_per_day = forms.IntegerField(
        label=_("1日に通知する数（多くて）"),
        min_value=0,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("0から20までの数を入れてください。"),
            "invalid": _("0から20までの数を入れてください。"),
            "min_value": _("0から20までの数を入れてください。"),
            "max_value": _("0から20までの数を入れてください。"),
        },
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, last = said.get("quiet_from"), said.get("quiet_until")
        if said.get("is_quiet") and not self.errors and (first is None or last is None or first == last):
            self.add_error("quiet_until", _("はじめとおわりに、ちがう時刻を入れてください。"))
        return said

    def hours(self) -> tuple[time, time]:
        """From and until; the same twice when there are none."""
        said, usual = self.cleaned_data, messaging.Preferences()
        first = said["quiet_from"] or usual.quiet_from
        return (first, said["quiet_until"]) if said["is_quiet"] else (first, first)


def hours_of(wishes: messaging.Preferences) -> dict[str, Any]:
    """What the form shows first."""
    usual, is_quiet = messaging.Preferences(), wishes.quiet_from != wishes.quiet_until
    return {
        "is_quiet": is_quiet,
        "quiet_from": wishes.quiet_from,
        "quiet_until": wishes.quiet_until if is_quiet else usual.quiet_until,
        "most_per_day": wishes.most_per_day,
    }
