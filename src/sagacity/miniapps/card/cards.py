"""What the home screen says of the citizen card: it is about to end."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from sagacity.identity.cards import api as citizen_cards
from sagacity.kit import clock, policy
from sagacity.kit.cards import Card

SAID_BEFORE = timedelta(days=14)


def cards(request: HttpRequest, at: datetime) -> list[Card]:
    """One card for each phone whose citizen card ends within two weeks: a phone that is used renews it."""
    person = policy.resident_person_of(request)
    if person.kind != "resident":
        return []
    mine = citizen_cards.cards_of(resident=person.key, at=at)
    return [_card(one, at) for one in mine if _renews_itself(one) and one.expires_at - at <= SAID_BEFORE]


def offline(request: HttpRequest) -> list[str]:
    """The page of the card opens without a network, for whoever has one."""
    person = policy.resident_person_of(request)
    return [reverse("card:door")] if person.kind == "resident" else []


def _renews_itself(one: citizen_cards.Card) -> bool:
    """Whether opening the page renews it; what lies in a wallet is taken there anew by its holder."""
    return one.kind != citizen_cards.Kind.WALLET


def _card(one: citizen_cards.Card, at: datetime) -> Card:
    days = (clock.day(one.expires_at) - clock.day(at)).days
    return Card(
        app="card",
        key=f"ends-{one.number}",
        title=_("市民証はあと%(days)s日です") % {"days": days},
        body=_("電波のあるところで市民証を一度ひらくと、新しくなります。"),
        url=reverse("card:door"),
        icon="user",
        urgency=60,
        because=_("この端末の市民証: %(label)s") % {"label": one.label} if one.label else _("あなたの市民証"),
        expires=one.expires_at,
        mute_as="card.ends",
        personal=True,
    )
