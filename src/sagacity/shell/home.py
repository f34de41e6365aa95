"""What concerns this resident now: cards of every mini-app, the most urgent first."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sagacity.identity import api as identity
from sagacity.kit import clock
from sagacity.kit.cards import Card
from sagacity.shell import district, manifests

URGENT = 50  # from here on a card is drawn large
MOST = 12
SKIPPED = "district_skipped"


@dataclass(frozen=True, slots=True)
class Today:
    """The first lines of home: a greeting for the hour, the day, and the cards."""

    greeting: str
    at: datetime
    district: str
    urgent: tuple[Card, ...]
    others: tuple[Card, ...]


def today(request: HttpRequest, *, at: datetime) -> Today:
    found = cards(request, at=at)
    return Today(
        greeting=_greeting(at),
        at=at,
        district=district.name_of(request),
        urgent=tuple(card for card in found if card.urgency >= URGENT),
        others=tuple(card for card in found if card.urgency < URGENT),
    )


def cards(request: HttpRequest, *, at: datetime) -> list[Card]:
    """Cards of all mini-apps by urgency, without those whose time is over."""
    said: list[Card] = []
    for manifest in manifests.residents():
        said += manifests.ask(manifest, "cards", request=request, at=at)
    current = [card for card in said if card.expires is None or card.expires > at]
    first = {card.key: card for card in reversed(current)}
    return sorted([*_ask_district(request), *first.values()], key=lambda card: -card.urgency)[:MOST]


def skip_district(request: HttpRequest, *, at: datetime) -> None:
    """Ask for the district no more on this device; the page to choose it stays."""
    identity.remember(request, app="shell", name=SKIPPED, value=True, at=at)


def _ask_district(request: HttpRequest) -> list[Card]:
    if district.chosen(request) or identity.recall(request, app="shell", name=SKIPPED):
        return []
    return [
        Card(
            app="shell",
            key="shell-district",
            title=_("お住まいの町をえらぶ"),
            body=_("一度えらぶと、ごみの日や近くの施設にいつも使われます。名前や番地はいりません。"),
            url="/district/",
            icon="location",
            urgency=40,
            because=_("まだ町をえらんでいないため"),
            expires=None,
        )
    ]


def _greeting(at: datetime) -> str:
    hour = clock.local(at).hour
    if 4 <= hour < 11:
        return _("おはようございます")
    return _("こんにちは") if 11 <= hour < 18 else _("こんばんは")
