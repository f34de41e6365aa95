"""What a resident writes to apply: as little as the organiser needs."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from sagacity.miniapps.events import applying_words
from sagacity.reservations import api as reservations

CONTACT = ("name", "kana", "phone", "mail")


class ApplyForm(forms.Form):
    """A name, a way to reach it, how many come."""

    client_key = forms.CharField(max_length=80, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("なまえ"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    kana = forms.CharField(label=_("ふりがな"), max_length=80)
    phone = forms.CharField(
        label=_("電話番号"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    mail = forms.CharField(
        label=_("メールアドレス"),
        max_length=254,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "inputmode": "email"}),
    )
    places = forms.TypedChoiceField(label=_("参加する人数"), coerce=int)
    remember = forms.BooleanField(
        label=_("つぎの申し込みのために、この端末に連絡先をおぼえる"), required=False
    )

    def __init__(self, *args: Any, offer: reservations.Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asks = offer.terms.asks
        if "kana" not in asks:
            del self.fields["kana"]
        self.fields["phone"].required = "phone" in asks
        self.fields["mail"].required = "mail" in asks
        if not {"phone", "mail"} & set(asks):
            self.fields["phone"].help_text = _("電話番号かメールアドレスの、どちらか1つを書いてください。")
        most = offer.terms.most_per_booking
        many = [(str(number), applying_words.people(number)) for number in range(1, most + 1)]
        self.fields["places"].choices = many  # type: ignore[attr-defined]
        if most == 1:
            self.fields["places"].widget = forms.HiddenInput()
            self.fields["places"].initial = "1"

    @classmethod
    def fresh(cls, offer: reservations.Offer, remembered: dict[str, str]) -> "ApplyForm":
        """An empty form with a key of its own, and what this device remembers."""
        known = {name: remembered.get(name, "") for name in CONTACT}
        first = {"client_key": uuid4().hex, "places": "1", "remember": bool(remembered), **known}
        return cls(initial=first, offer=offer)

    def contact(self, language: str) -> reservations.Contact:
        said = {name: self.cleaned_data.get(name, "") for name in CONTACT}
        return reservations.Contact(**said, language=language)

    def refuse(self, problem: reservations.Refused, offer: reservations.Offer) -> None:
        """Say what was wrong, at the field where it can be put right."""
        if isinstance(problem, reservations.BadContact):
            self.add_error(problem.field, applying_words.contact_problem(problem))
        elif isinstance(problem, reservations.AlreadyBooked):
            self.add_error(problem.by, applying_words.refusal(problem, offer))
        elif (
            isinstance(problem, reservations.TooManyPlaces | reservations.Full)
            and offer.terms.most_per_booking > 1
        ):
            self.add_error("places", applying_words.refusal(problem, offer))
        else:
            self.add_error(None, applying_words.refusal(problem, offer))
