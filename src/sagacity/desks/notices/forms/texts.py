"""Title and body, in six languages."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.kit.city import api as city

LONGEST = {"title": 100, "body": 5000}
# What no keyboard types: control characters, and marks that turn the direction of the letters that follow.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


class SaidField(forms.CharField):
    """Words for people: whatever cannot be seen is taken out before they are measured."""

    def __init__(self, *, longest: int, **more: Any) -> None:
        super().__init__(required=False, **more)
        self.longest = longest

    def to_python(self, value: Any) -> str:
        said = str(value or "").replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        return unicodedata.normalize("NFC", _UNSEEN.sub("", said)).strip()

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.longest:
            raise forms.ValidationError(
                _("%(longest)d字までです。いまは%(length)d字あります。")
                % {"longest": self.longest, "length": len(value)}
            )


class TextForm(forms.Form):
    """A title and a body for each language; only Japanese is a must."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in city.LANGUAGE_NAMES.items():
            title = SaidField(
                longest=LONGEST["title"],
                label=_("件名（%(language)s）") % {"language": name},
                widget=forms.TextInput(),
            )
            body = SaidField(
                longest=LONGEST["body"],
                label=_("本文（%(language)s）") % {"language": name},
                widget=forms.Textarea(attrs={"rows": 8}),
            )
            self.fields[f"title_{code}"], self.fields[f"body_{code}"] = title, body

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for part, name in (("title", _("件名")), ("body", _("本文"))):
            if f"{part}_ja" in said and not said[f"{part}_ja"]:
                self.add_error(
                    f"{part}_ja",
                    _("日本語の%(part)sを書いてください。ほかの言語がないときに、これを見せます。")
                    % {"part": name},
                )
        for code in city.LANGUAGE_NAMES:
            if (
                said.get(f"body_{code}")
                and f"title_{code}" in said
                and not said[f"title_{code}"]
                and code != "ja"
            ):
                self.add_error(f"title_{code}", _("この言語の本文があります。件名も書いてください。"))
        return said

    def texts(self, code: str) -> tuple[Any, Any]:
        return self[f"title_{code}"], self[f"body_{code}"]
