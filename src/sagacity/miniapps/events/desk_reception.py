"""Receiving people at an event: opening its reception, and how many are there."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sagacity.checkin import api as checkin
from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.miniapps.events import crowding
from sagacity.miniapps.events.event_page import find
from sagacity.registry import api as registry
from sagacity.reservations import api as reservations

RECEIVE = policy.permitted(identity.CHECKIN_EVENT)
DESK = "/desk/reception/"  # a door of its own, known by its address


class OpenForm(forms.Form):
    """How the people of one event are received."""

    capacity = forms.IntegerField(
        label=_("入れる人数"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_("書くと、混みぐあいが市民のページに出ます（人数は出ません）。"),
    )
    asks_name = forms.BooleanField(
        label=_("名前を聞く"),
        required=False,
        help_text=_("名前で受け付けられ、申込者と名前で照らし合わせられます。住所は聞きません。"),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One reception of an event, with how many are there."""

    reception: checkin.Reception
    count: checkin.Count

    @property
    def address(self) -> str:
        return f"{DESK}{self.reception.key}/"

    @property
    def crowding(self) -> Promise:
        return crowding.WORDS[self.count.crowding]

    @property
    def colour(self) -> str:
        return crowding.COLOURS[self.count.crowding]


@require_POST
@policy.access(RECEIVE)
def open_one(request: HttpRequest, key: str) -> HttpResponse:
    """Open the reception of an event and go there; one that is open is found."""
    event, form = find(key), OpenForm(request.POST)
    if not form.is_valid():
        messages.error(request, _now("入れる人数は、1から100000までの数で書いてください。"))
        return HttpResponseRedirect(reverse("events_desk:one", args=[key]))
    opened = checkin.open_reception(
        subject=event.key,
        title=event.name[:120],
        purpose=checkin.Purpose.EVENT,
        asks_name=form.cleaned_data["asks_name"],
        capacity=form.cleaned_data["capacity"],
        by=policy.person_of(request),
        at=clock.now(),
    )
    return HttpResponseRedirect(f"{DESK}{opened.key}/")


def lines(subject: str) -> list[Line]:
    """The receptions of an event, the newest first."""
    found = checkin.receptions_at(subject=subject, purpose=checkin.Purpose.EVENT)
    return [Line(one, checkin.count(reception=one.key)) for one in found]


def context(request: HttpRequest, event: registry.Event, at: datetime) -> dict[str, object]:
    """What the staff pages of an event say of its reception."""
    found = lines(event.key)
    return {
        "receptions": found,
        "is_received": any(line.reception.closed_at is None for line in found),
        "may_receive": policy.person_of(request).may(identity.CHECKIN_EVENT),
        "open_form": OpenForm(initial=_first(event)),
    }


def _first(event: registry.Event) -> dict[str, object]:
    """What a clerk would most likely write: the places of the offer, else what the city published."""
    offer = reservations.offers(subjects=[event.key]).get(event.key)
    said = str(event.fields.get("定員") or "")
    published = int(said) if said.isascii() and said.isdigit() and 0 < int(said) <= 100_000 else None
    return {"capacity": offer.terms.capacity if offer else published, "asks_name": offer is not None}
