"""What clerks type into the pages of accounts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.kit.ui import api as ui


class HelpForm(ui.PurposeForm):
    asks = _("目的と、確かめたもの")
    example = _("例：スマートフォンの紛失。運転免許証で本人を確認。この文は記録に残り、本人も見られます。")
    mail = forms.CharField(
        label=_("アカウントのメールアドレス"),
        max_length=254,
        required=False,
        help_text=_("メールのないアカウントは、住民記録の番号でさがします。"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    inhabitant = forms.CharField(label=_("住民記録の番号"), max_length=120, required=False)

    def clean(self) -> dict[str, object]:
        said = self.cleaned_data
        if not said.get("mail") and not said.get("inhabitant"):
            self.add_error("mail", _("メールアドレスか、住民記録の番号のどちらかを入れてください。"))
        return said
