"""What staff write down."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.desks.schedule import words
from sagacity.kit import clock
from sagacity.kit.ui import api as ui
from sagacity.reservations.slots import api as slots

MOMENT = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """A moment on the wall in Japan."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)

    def __init__(self, **more: Any) -> None:
        super().__init__(input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S"], **more)

    def clean(self, value: Any) -> datetime | None:
        found: datetime | None = super().clean(value)
        return found.replace(tzinfo=clock.JAPAN) if found else None


class OnceForm(forms.Form):
    """Sent twice it counts once."""

    once = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["once"].initial = uuid4().hex

    @property
    def client_key(self) -> str:
        return f"desk:{self.cleaned_data['once']}"


class BookForm(OnceForm):
    """A booking by telephone or at the counter; several weeks make a series."""

    service = forms.ChoiceField(label=_("予約するもの"))
    begins = MomentField(label=_("始まり"))
    minutes = forms.IntegerField(label=_("長さ（分）"), min_value=1, max_value=1440)
    weeks = forms.IntegerField(
        label=_("何週つづけるか"), min_value=1, max_value=60, initial=1,
        help_text=_("1なら1回だけ。取れない日は飛ばして、そのことを知らせます。"),
    )  # fmt: skip
    name = forms.CharField(label=_("名前"), max_length=80)
    phone = forms.CharField(label=_("電話番号"), max_length=30, required=False)
    mail = forms.CharField(label=_("メールアドレス"), max_length=254, required=False)

    def __init__(self, *args: Any, area: str, **more: Any) -> None:
        super().__init__(*args, **more)
        offered = slots.services(area=area)
        self.fields["service"].choices = [(one.key, words.own(one)) for one in offered]  # type: ignore[attr-defined]
        if offered:
            self.fields["minutes"].initial = int(offered[0].length.total_seconds() // 60)

    @property
    def contact(self) -> slots.Contact:
        said = self.cleaned_data
        return slots.Contact(said["name"], said["phone"], said["mail"])


class AwayForm(forms.Form):
    """A resource that is away for a while."""

    resource = forms.ChoiceField(label=_("休むもの"))
    begins = MomentField(label=_("いつから"))
    ends = MomentField(label=_("いつまで"))
    because = forms.CharField(label=_("理由"), max_length=200)

    def __init__(self, *args: Any, area: str, **more: Any) -> None:
        super().__init__(*args, **more)
        there = [(one.key, words.own(one)) for one in slots.resources(area=area)]
        self.fields["resource"].choices = there  # type: ignore[attr-defined]


class MoveForm(OnceForm):
    begins = MomentField(label=_("新しい始まり"))


class CancelForm(forms.Form):
    why = forms.CharField(label=_("本人に伝えること"), max_length=200)


class NamesForm(ui.PurposeForm):
    """Names and telephone numbers of a day."""

    about = "urn:ngsi-ld:Slot:day"
    offered = (_("きょうの予約の準備"), _("休みの連絡"))
