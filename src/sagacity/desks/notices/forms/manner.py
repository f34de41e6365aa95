"""How a notice goes: how loudly, about what, by which channels, and what belongs to it."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sagacity.desks.notices import words
from sagacity.desks.notices.forms.keys import KeysField
from sagacity.messaging import api as messaging

SENDABLE = ("push", "mail", "line", "signage")


class MannerForm(forms.Form):
    loudness = forms.ChoiceField(
        label=_("伝え方"),
        choices=[(key, name) for key, (name, _meaning) in words.LOUDNESS.items()],
        initial="normal",
        widget=forms.RadioSelect,
        error_messages={
            "required": _("伝え方を選んでください。"),
            "invalid_choice": _("この伝え方はありません。選び直してください。"),
        },
    )
    topic = forms.ChoiceField(
        label=_("話題"),
        required=False,
        help_text=_("選ぶと、受け取った人がこの話題だけを止められます。「だれに」の条件にはなりません。"),
        error_messages={
            "invalid_choice": _("この話題はありません（閉じられたかもしれません）。選び直してください。")
        },
    )
    channels = forms.MultipleChoiceField(
        label=_("使ってよい届け方"),
        required=False,
        choices=[(key, words.CHANNELS[key]) for key in SENDABLE],
        initial=SENDABLE,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("受信箱にはいつも入ります。ほかは、本人が選んだ順に1つだけ使います。"),
        error_messages={"invalid_choice": _("この届け方はありません。選び直してください。")},
    )
    url = forms.CharField(
        label=_("開くページ"),
        required=False,
        max_length=300,
        help_text=_(
            "このまちのアプリの中のページ（例: /apps/garbage/）。空なら、お知らせのページが開きます。"
        ),
        error_messages={"max_length": _("長すぎます。300字までにしてください。")},
    )
    attachments = KeysField(label=_("場所や催しを付ける"), most=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "ja"
        field = self.fields["topic"]
        assert isinstance(field, forms.ChoiceField)
        open_ones = [(one.key, one.name_in(language)) for one in messaging.topics()]
        field.choices = [("", _("（話題なし）")), *open_ones]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if "channels" in said and not said["channels"] and said.get("loudness") != "quiet":
            self.add_error(
                "channels", _("1つ以上選んでください。受信箱だけにするには、伝え方で「静かに」を選びます。")
            )
        return said

    def clean_url(self) -> str:
        said = str(self.cleaned_data["url"]).strip()
        parts = urlsplit(said)
        outside = parts.scheme or parts.netloc or "\\" in said or said.startswith("//")
        if said and (outside or not said.startswith("/") or not said.isprintable() or " " in said):
            raise forms.ValidationError(
                _("「/」から始まる、このアプリの中のページを書いてください。外のページは本文に書けます。")
            )
        return said
