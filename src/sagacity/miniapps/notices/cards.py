"""What the home screen says about notices: the newest that this person has not read."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse

from sagacity.kit.cards import Card
from sagacity.messaging import api as messaging
from sagacity.miniapps.notices import because, looks, me

NEWEST = 3
URGENCY = {
    messaging.Loudness.URGENT: 95,
    messaging.Loudness.POPUP: 80,
    messaging.Loudness.NORMAL: 45,
    messaging.Loudness.QUIET: 25,
}


def cards(request: HttpRequest, at: datetime) -> list[Card]:
    """The newest unread notices, until each expires."""
    person = me.person(request)
    if not person:
        return []
    letters = messaging.unread(person=person, at=at, limit=NEWEST)
    why = messaging.why_each(person=person, notices=[one.notice for one in letters])
    return [
        _card(one, look, because.words(why[one.notice.key]))
        for one, look in zip(letters, looks.of_letters(letters, at=at, topics={}), strict=True)
    ]


def offline(request: HttpRequest) -> list[str]:
    """What the home keeps for reading without a network: the inbox so far."""
    return [reverse("notices:inbox-json")] if me.person(request) else []


def _card(letter: messaging.Letter, look: looks.Look, reasons: list[str]) -> Card:
    notice = letter.notice
    return Card(
        app="notices",
        key=f"notice-{notice.key}",
        title=look.title,
        body=look.first_lines,
        url=reverse("notices:letter", args=[notice.key]),
        icon=look.icon,
        urgency=URGENCY[notice.content.loudness],
        because="・".join(reasons),
        expires=notice.content.expires_at,
        mute_as="notices.letter",
        personal=True,
    )
