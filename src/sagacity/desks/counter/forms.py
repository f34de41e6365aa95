"""What clerks write at this desk."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.desks.counter import words
from sagacity.kit.city import api as city
from sagacity.kit.ui import api as ui

LONGEST = 2000


class OpenForm(ui.PurposeForm):
    """For what a case is opened."""

    offered = (_("申請の審査のため"), _("窓口での相談のため"), _("電話での問い合わせに答えるため"))
    for_all = forms.BooleanField(
        label=_("これから1時間、開く案件のすべてにこの目的を使う"),
        required=False,
        help_text=_("案件ごとに目的を書く手間がなくなります。見たことは、案件ごとに記録に残ります。"),
    )


class OnceForm(forms.Form):
    """A form that counts once, and that says which state of the case its writer had before their eyes."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class CommentForm(OnceForm):
    text = forms.CharField(
        label=_("メモ"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("職員だけが読みます。開示請求があれば公開されることがあります。"),
    )


class ReasonForm(OnceForm):
    """Why something is done that the resident or a colleague will ask about."""

    reason = forms.CharField(
        label=_("理由"), min_length=4, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


class AssignForm(OnceForm):
    assignee = forms.ChoiceField(label=_("担当"), required=False)

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["assignee"].choices = [("", _("担当なし")), *colleagues]  # type: ignore[attr-defined]


class ChecksForm(OnceForm):
    """What is to be looked at before a case goes on: each with a box."""

    checks = forms.MultipleChoiceField(
        label=_("確かめたこと"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, checks: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["checks"].choices = checks  # type: ignore[attr-defined]
        if not checks:
            self.fields.pop("checks")


class TextsForm(OnceForm):
    """What the resident will read: Japanese, and the languages somebody wrote it in."""

    def __init__(self, *args: Any, needs_text: bool = True, **more: Any) -> None:
        super().__init__(*args, **more)
        for code, name in city.LANGUAGE_NAMES.items():
            self.fields[f"text_{code}"] = forms.CharField(
                label=name,
                max_length=LONGEST,
                required=needs_text and code == "ja",
                widget=forms.Textarea(attrs={"rows": 4, "lang": ui.html_language(code)}),
            )

    def texts(self) -> dict[str, str]:
        """By language; empty ones are left out."""
        said = {code: str(self.cleaned_data.get(f"text_{code}", "")).strip() for code in city.LANGUAGE_NAMES}
        return {code: text for code, text in said.items() if text}

    @property
    def other_texts(self) -> list[forms.BoundField]:
        """All but the Japanese."""
        return [self[f"text_{code}"] for code in city.LANGUAGE_NAMES if code != "ja"]

    @property
    def has_more(self) -> bool:
        """Whether something stands there in another language."""
        return any(bound.value() or bound.errors for bound in self.other_texts)


class AskForm(TextsForm):
    days = forms.IntegerField(label=_("何日以内に返事をもらうか"), min_value=1, max_value=90, initial=14)


class DecideForm(ChecksForm, TextsForm):
    """Yes, no or dismissed, with what the resident will read."""

    decision = forms.ChoiceField(label=_("決めること"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, checks: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, checks=checks, needs_text=False, **more)
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            (key, name) for key, (name, _what) in words.DECISIONS.items()
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("decision") not in {None, "", "yes"} and not str(said.get("text_ja", "")).strip():
            self.add_error("text_ja", _("認めない、却下するときは、本人が読む理由を日本語で書いてください。"))
        return said


class MergeForm(ReasonForm):
    into = forms.CharField(label=_("残す案件の番号"), max_length=60)


class RelateForm(OnceForm):
    other = forms.CharField(label=_("関係する案件の番号"), max_length=60)


class PayForm(OnceForm):
    how = forms.ChoiceField(
        label=_("払い方"),
        choices=[("cash", _("現金")), ("card", _("窓口の端末（カード・電子マネー・コード）"))],
        initial="cash",
        widget=forms.RadioSelect,
    )
    till = forms.CharField(label=_("レジの名前"), max_length=40, required=False)
    received = forms.IntegerField(
        label=_("預かった金額（円）"), min_value=0, max_value=10_000_000, required=False
    )
    reference = forms.CharField(label=_("端末の控えの番号"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("how") == "cash" and said.get("received") is None:
            self.add_error("received", _("預かった金額を入れてください。お釣りを計算します。"))
        if said.get("how") == "card" and not said.get("reference"):
            self.add_error("reference", _("端末の控えの番号を入れてください。あとで突き合わせます。"))
        return said


class ResumeForm(ui.PurposeForm):
    """A code from a telephone or from another counter."""

    offered = (_("窓口で申請の続きを手伝うため"), _("引き継いだ案件を審査するため"))
    code = forms.CharField(
        label=_("コード"),
        max_length=400,
        help_text=_("スマートフォンに出ている文字か、QRコードを読み取り機で読んだ文字。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class EnterForm(ui.PurposeForm):
    """Who stands at the counter, what was seen to know it, and what they want."""

    asks = _("目的と、本人確認に見たもの")
    example = _("例：運転免許証で本人を確認。住民票の申請のため。この文は記録に残り、本人も見られます。")
    offered = (
        _("運転免許証で本人を確認。申請の受付のため"),
        _("マイナンバーカードで本人を確認。申請の受付のため"),
    )
    procedure = forms.ChoiceField(label=_("手続"))
    who = forms.ChoiceField(
        label=_("だれか"),
        choices=[
            ("facts", _("氏名と生年月日で、住民記録からさがす")),
            ("code", _("市民証のコードで")),
            ("nobody", _("さがさない（市外の人、本人確認のいらない手続）")),
        ],
        initial="facts",
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("氏名"), max_length=120, required=False)
    birth_date = forms.DateField(
        label=_("生年月日"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    address = forms.CharField(
        label=_("住所"), max_length=300, required=False, help_text=_("同じ氏名と生年月日の人がいるときだけ。")
    )
    code = forms.CharField(
        label=_("市民証のコード"),
        max_length=400,
        required=False,
        help_text=_("QRコードの下の文字、または読み取り機で読んだ文字。"),
    )
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, procedures: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["procedure"].choices = [("", _("えらぶ")), *procedures]  # type: ignore[attr-defined]
        self.order_fields(["procedure", "who", "name", "birth_date", "address", "code", "purpose", "once"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("who") == "facts" and not (said.get("name") and said.get("birth_date")):
            self.add_error("name", _("氏名と生年月日の両方を入れてください。"))
        if said.get("who") == "code" and not said.get("code"):
            self.add_error("code", _("市民証のコードを入れてください。"))
        return said


class SendForm(forms.Form):
    """The resident has read it."""

    read = forms.BooleanField(label=_("本人（または代理人）が、この画面か印刷で内容を確かめた"))
