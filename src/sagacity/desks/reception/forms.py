"""What staff type at a reception."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.checkin import api as checkin
from sagacity.desks.reception import words
from sagacity.kit import policy
from sagacity.kit.ui import api as ui

DAY = forms.DateInput(attrs={"type": "date"})
KINDS = [(checkin.Kind.CHECK_IN, _("入る")), (checkin.Kind.CHECK_OUT, _("出る"))]


class OpenForm(forms.Form):
    title = forms.CharField(label=_("名前"), max_length=120, help_text=_("催しや避難所の名前"))
    purpose = forms.ChoiceField(label=_("何の受付か"), widget=forms.RadioSelect)
    subject = forms.CharField(
        label=_("登録の番号"),
        max_length=120,
        required=False,
        help_text=_("登録されている催しや施設の番号。なければ空けておきます。"),
    )
    capacity = forms.IntegerField(label=_("定員"), min_value=1, max_value=100_000, required=False)
    asks_name = forms.BooleanField(
        label=_("名前を聞く"), required=False, help_text=_("避難所では、いつも名前を聞きます。")
    )

    def __init__(self, *args: object, purposes: list[checkin.Purpose], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        choices = [(purpose.value, words.PURPOSES[purpose]) for purpose in purposes]
        self.fields["purpose"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["purpose"].initial = choices[0][0]


class OnceForm(forms.Form):
    """A form that counts once, however often it is sent."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class CodeForm(OnceForm):
    code = forms.CharField(
        label=_("市民証のコード"), max_length=40, help_text=_("QRコードの下の文字。紙の市民証にもあります。")
    )
    kind = forms.ChoiceField(
        label=_("どちらか"), choices=KINDS, initial=checkin.Kind.CHECK_IN, widget=forms.RadioSelect
    )


class NameForm(OnceForm):
    """Somebody without a card at an event."""

    name = forms.CharField(label=_("氏名"), max_length=120)


class HouseholdForm(NameForm):
    """Somebody without a card at a shelter."""

    kana = forms.CharField(label=_("ふりがな"), max_length=120, required=False)
    birth_date = forms.DateField(label=_("生年月日"), widget=DAY, required=False)
    address = forms.CharField(label=_("住所"), max_length=300, required=False)
    household = forms.CharField(
        label=_("世帯のことば"),
        max_length=80,
        required=False,
        help_text=_("一緒に来た家族には、同じことばを入れます（例: 山田家）。"),
    )


class HeadCountForm(OnceForm):
    people = forms.IntegerField(
        label=_("人数"),
        min_value=0,
        max_value=100_000,
        help_text=_("1人ずつ受け付けていない人の、いまの人数。前に入れた数の代わりになります。"),
    )


class AnswerForm(forms.Form):
    question = forms.CharField(max_length=120)
    answer = forms.CharField(max_length=20)
    why = forms.CharField(label=_("理由"), max_length=400)


class EventRosterForm(ui.PurposeForm):
    offered = (_("当日の受付のため"),)


class ShelterRosterForm(ui.PurposeForm):
    offered = (_("避難者の安否確認のため"),)


def roster_form(reception: checkin.Reception, *sent: Any, by: policy.Person) -> ui.PurposeForm:
    """What asks for the purpose before names of this reception are read."""
    kind = ShelterRosterForm if reception.purpose == checkin.Purpose.SHELTER else EventRosterForm
    return kind(*sent, by=by, about=reception.key, auto_id="roster_%s")


class PhoneNameForm(forms.Form):
    name = forms.CharField(label=_("端末の名前"), max_length=80)


class PhoneEndForm(forms.Form):
    why = forms.CharField(label=_("理由"), min_length=4, max_length=200)


class FileForm(forms.Form):
    file = forms.FileField(label=_("端末のファイル"))


class CorrectForm(forms.Form):
    """Which entry was a mistake, and why."""

    entry = forms.UUIDField()
    why = forms.CharField(max_length=400)


class PartForm(forms.Form):
    """Who counts as themselves again, and why."""

    person = forms.CharField(max_length=120)
    why = forms.CharField(max_length=400)
