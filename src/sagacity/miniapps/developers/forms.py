"""What somebody who asks for a key types, and what staff decide about it."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForm(forms.Form):
    """A request for a key."""

    client_key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    name = forms.CharField(label=_("アプリやサービスの名前"), max_length=80)
    holder = forms.CharField(label=_("会社・団体・個人の名前"), max_length=120)
    contact = forms.EmailField(label=_("連絡先のメールアドレス"))
    purpose = forms.CharField(
        label=_("何に使いますか"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("使いたいデータと、読むだけか書きこみもするかを書いてください。"),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.initial.setdefault("client_key", uuid.uuid4().hex)
