"""What concerns this resident now: cards of every mini-app, the most urgent first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sagacity.kit import clock
from sagacity.kit.cards import Card
from sagacity.shell import district, manifests, muting, welcome

ALARM = 90  # from here on a card is drawn as an alarm, and nobody can put it away
URGENT = 50  # from here on a card is drawn large
SOON = 20
MOST = 12
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Today:
    """The first lines of home: a greeting for the hour, the day, and the cards."""

    greeting: str
    at: datetime
    district: str
    alarms: tuple[Card, ...]
    cards: tuple[Card, ...]
    more: int  # cards that found no room


def today(request: HttpRequest, *, at: datetime, told: Collection[str] = ()) -> Today:
    """The home of this moment; what stands above it already, by address, is not said a second time."""
    found = [card for card in cards(request, at=at) if card.url not in told]
    shown = found[:MOST]
    return Today(
        greeting=_greeting(at),
        at=at,
        district=district.name_of(request),
        alarms=tuple(card for card in shown if card.urgency >= ALARM),
        cards=tuple(card for card in shown if card.urgency < ALARM),
        more=len(found) - len(shown),
    )


def cards(request: HttpRequest, *, at: datetime) -> list[Card]:
    """Cards of all mini-apps: by urgency, then what ends sooner, then in the order of the mini-apps."""
    said: list[Card] = [*welcome.cards(request)]
    for manifest in manifests.residents():
        said += manifests.ask(manifest, "cards", request=request, at=at)
    away = muting.muted(request)
    first: dict[str, Card] = {}
    for card in said:
        over = card.expires is not None and card.expires <= at
        if not over and (card.urgency >= ALARM or card.kind not in away):
            first.setdefault(card.key, card)
    return sorted(first.values(), key=lambda card: (-card.urgency, card.expires or _NEVER))


def level(card: Card) -> str:
    """How urgent a card is, in words."""
    if card.urgency >= ALARM:
        return _("緊急")
    if card.urgency >= URGENT:
        return _("きょう・あしたのこと")
    return _("近いうちのこと") if card.urgency >= SOON else _("知っておくと便利なこと")


def _greeting(at: datetime) -> str:
    hour = clock.local(at).hour
    if 4 <= hour < 11:
        return _("おはようございます")
    return _("こんにちは") if 11 <= hour < 18 else _("こんばんは")
