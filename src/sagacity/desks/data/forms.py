"""What clerks type at the data desk."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

LARGEST = 200 * 1024 * 1024
MOST_FILES = 30


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = list(data) if isinstance(data, list | tuple) else [data]
        if not files:
            super().clean(None)
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("一度に送れるのは30個までです。分けて送ってください。"))
        return [self._one(file) for file in files]

    def _one(self, file: "UploadedFile[Any] | None") -> "UploadedFile[Any]":
        clean: UploadedFile[Any] = super().clean(file)
        if clean.size and clean.size > LARGEST:
            said = {"name": clean.name, "size": clean.size // (1024 * 1024)}
            raise forms.ValidationError(
                _("「%(name)s」は %(size)d MB あります。200 MB までです。表を分けて送ってください。") % said
            )
        return clean


class UploadForm(forms.Form):
    tables = FilesField(
        label=_("ファイル"),
        help_text=_("CSV・Excel・GeoJSON・GTFS。文字コードは自動で見分けます。1つ200 MBまで、30個まで。"),
        error_messages={
            "required": _("ファイルが選ばれていません。取り込む表を選んでください。"),
            "empty": _("中身が空のファイルです。保存し直してから選んでください。"),
        },
    )
    kind = forms.ChoiceField(
        label=_("データの種類"),
        required=False,
        help_text=_("分からなければ「見分けてもらう」のままにします。"),
    )
    edition = forms.DateField(
        label=_("いつ時点のデータか"),
        required=False,
        help_text=_("空なら、ファイル名の日付か今日の日付になります。"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("日付として読めません。2026-11-24 のように入れてください。")},
    )

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("見分けてもらう")), *kinds]


class PeerKeyForm(forms.Form):
    """The key of a peer, and what the peer may do here."""

    public = forms.CharField(
        label=_("相手の公開鍵"),
        help_text=_("相手の「連携先」のページにある、ed25519: で始まる文字です。"),
        max_length=100,
        error_messages={"required": _("相手の公開鍵を貼り付けてください。")},
    )
    may = forms.MultipleChoiceField(
        label=_("相手がここでできること（分けあう種類と属性だけ）"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("read", _("読む")), ("write", _("書く"))],
        error_messages={"required": _("1つは選んでください。")},
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("理由"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("理由を書いてください。記録に残り、相手に伝わります。")},
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("返事"),
        max_length=1000,
        help_text=_("知らせてくれた人と、次の担当者が読みます。"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("返事を書いてください。どうしてそう決めたかが記録に残ります。")},
    )
