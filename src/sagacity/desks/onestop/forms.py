"""What clerks write when a visit begins, and when they take one over."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.kit.ui import api as ui


class BeginForm(ui.PurposeForm):
    """Who stands at the counter, what was seen to know it, and what they want."""

    asks = _("目的と、本人確認に見たもの")
    example = _("例：運転免許証で本人を確認。転入の受付のため。この文は記録に残り、本人も見られます。")
    offered = (
        _("運転免許証で本人を確認。窓口での受付のため"),
        _("マイナンバーカードで本人を確認。窓口での受付のため"),
        _("在留カードで本人を確認。窓口での受付のため"),
    )
    who = forms.ChoiceField(
        label=_("だれか"),
        choices=[
            ("card", _("市民証のコードで")),
            ("facts", _("見せてもらった書類の氏名と生年月日で、住民記録からさがす")),
            ("new", _("まだ住民記録にない（転入する人、市外の人）")),
        ],
        initial="facts",
        widget=forms.RadioSelect,
    )
    code = forms.CharField(
        label=_("市民証のコード"),
        max_length=400,
        required=False,
        help_text=_("QRコードの下の文字、または読み取り機で読んだ文字。"),
    )
    name = forms.CharField(label=_("氏名"), max_length=120, required=False)
    birth_date = forms.DateField(
        label=_("生年月日"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    address = forms.CharField(
        label=_("住所"), max_length=300, required=False, help_text=_("同じ氏名と生年月日の人がいるときだけ。")
    )
    wanted = forms.MultipleChoiceField(
        label=_("1枚で受け付ける手続"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("手続を1つ以上選んでください。")},
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, procedures: list[tuple[str, str]], is_listed: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["wanted"].required = not is_listed  # the list of the guide may ask for no form at all
        self.fields["wanted"].choices = procedures  # type: ignore[attr-defined]
        self.order_fields(["who", "code", "name", "birth_date", "address", "purpose", "wanted", "once"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("who") == "facts" and not (said.get("name") and said.get("birth_date")):
            self.add_error("name", _("氏名と生年月日の両方を入れてください。"))
        if said.get("who") == "card" and not said.get("code"):
            self.add_error("code", _("市民証のコードを入れてください。"))
        return said


class TakeOverForm(ui.PurposeForm):
    """Why a colleague's visit is gone on with."""

    offered = (_("前の窓口から引き継いで、受付を続けるため"),)
