"""What staff type to look after applicants."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sagacity.kit.clock import JAPAN
from sagacity.registry import api as registry
from sagacity.reservations import api as reservations

MOMENT = "%Y-%m-%dT%H:%M"
ASKS = [("kana", _("ふりがな")), ("phone", _("電話番号")), ("mail", _("メールアドレス"))]
TO = [("booked", _("参加する人")), ("waiting", _("キャンセル待ちの人")), ("both", _("両方"))]
URL = "/apps/events/mine/"
EVENING, NIGHT = time(17, 0), time(23, 59)


def _moment(label: Any, help_text: Any = "") -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, help_text=help_text, widget=widget, input_formats=[MOMENT])


class TermsForm(forms.Form):
    """How many, from when, until when, what must be said."""

    capacity = forms.IntegerField(label=_("定員（人）"), min_value=1, max_value=100_000)
    waiting_places = forms.IntegerField(
        label=_("キャンセル待ちの人数（0は受け付けない）"), min_value=0, max_value=100_000, initial=0
    )
    most_per_booking = forms.IntegerField(
        label=_("1回に申し込める人数"), min_value=1, max_value=100, initial=1
    )
    opens_at = _moment(_("受付の始まり"))
    closes_at = _moment(_("締め切り"))
    ends_at = _moment(_("催しの終わり"), _("ここまで繰り上げを続けます。90日後に申込者の連絡先を消します。"))
    asks = forms.MultipleChoiceField(
        label=_("かならず書いてもらうこと（名前と、電話かメールのどちらかは、いつも書いてもらいます）"),
        choices=ASKS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=_("申し込む人への案内（市民に見えます）"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        opens, closes, ends = (said.get(name) for name in ("opens_at", "closes_at", "ends_at"))
        if opens and closes and opens >= closes:
            self.add_error("closes_at", _now("締め切りが、受付の始まりより前です。後の日時にしてください。"))
        if closes and ends and closes > ends:
            self.add_error("ends_at", _now("催しの終わりが、締め切りより前です。後の日時にしてください。"))
        if (said.get("most_per_booking") or 1) > (said.get("capacity") or 1):
            self.add_error("most_per_booking", _now("定員より多くは申し込めません。定員までにしてください。"))
        return said

    def terms(self, title: str) -> reservations.Terms:
        said = {**self.cleaned_data, "asks": tuple(self.cleaned_data["asks"])}
        return reservations.Terms(title=title, url=URL, **said)


def first_terms(event: registry.Event, at: datetime) -> dict[str, Any]:
    """What a clerk would most likely write for an event."""
    days = [one for one in event.occurrences if one.until >= at.astimezone(JAPAN).date()] or [
        *event.occurrences
    ]
    day = at.astimezone(JAPAN).date() + timedelta(days=14)
    first, last = (days[0].on, days[-1]) if days else (day, None)
    deadline = event.deadline_on or first - timedelta(days=1)
    closes = datetime.combine(deadline, event.deadline_at or EVENING, JAPAN)
    ends = datetime.combine(last.until, last.ends or NIGHT, JAPAN) if last else None
    is_over = closes <= at  # an old event, or one of today: nothing that can be guessed
    return {
        "opens_at": at,
        "closes_at": None if is_over else closes,
        "ends_at": None if is_over else ends or datetime.combine(first, NIGHT, JAPAN),
        "waiting_places": 0,
        "most_per_booking": 1,
    }


def written_terms(offer: reservations.Offer) -> dict[str, Any]:
    terms = offer.terms
    names = TermsForm.base_fields
    return {name: getattr(terms, name) for name in names}


class CallerForm(forms.Form):
    """Somebody on the telephone, or at the counter."""

    client_key = forms.CharField(max_length=80, widget=forms.HiddenInput)
    name = forms.CharField(label=_("名前"), max_length=80)
    kana = forms.CharField(label=_("ふりがな"), max_length=80, required=False)
    phone = forms.CharField(label=_("電話番号"), max_length=30, required=False)
    mail = forms.CharField(label=_("メール"), max_length=254, required=False)
    places = forms.IntegerField(label=_("人数"), min_value=1, max_value=100, initial=1)

    @classmethod
    def fresh(cls) -> "CallerForm":
        return cls(initial={"client_key": uuid4().hex, "places": 1})

    def contact(self) -> reservations.Contact:
        said = {name: self.cleaned_data[name] for name in ("name", "kana", "phone", "mail")}
        return reservations.Contact(**said)


class MessageForm(forms.Form):
    """What all applicants shall know."""

    client_key = forms.CharField(max_length=80, widget=forms.HiddenInput)
    to = forms.ChoiceField(label=_("だれに"), choices=TO, widget=forms.RadioSelect, initial="booked")
    title = forms.CharField(label=_("見出し"), max_length=100)
    body = forms.CharField(label=_("本文"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    easy = forms.CharField(
        label=_("やさしい日本語の本文（なくてもよい）"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    english = forms.CharField(
        label=_("英語の本文（なくてもよい）"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @classmethod
    def fresh(cls) -> "MessageForm":
        return cls(initial={"client_key": uuid4().hex, "to": "booked"})

    @property
    def states(self) -> tuple[reservations.BookingState, ...]:
        state = reservations.BookingState
        chosen = self.cleaned_data["to"]
        return (state.BOOKED, state.WAITING) if chosen == "both" else (state(chosen),)
