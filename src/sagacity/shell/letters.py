"""What the city said to this person: pop-ups over the home, and how much of the inbox is unread."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import get_language

from sagacity.identity import api as identity
from sagacity.kit.ui import api as ui
from sagacity.messaging import api as messaging

INBOX = "/apps/notices/"
APP = "notices"
MOST = 3  # pop-ups at once: more would push everything else off the screen


@dataclass(frozen=True, slots=True)
class Popup:
    """One notice that asks to be read now."""

    key: str
    title: str
    body: str
    url: str
    at: datetime
    is_urgent: bool
    language: str  # of the words, as a browser calls it: not each notice is written in all languages


@dataclass(frozen=True, slots=True)
class Letters:
    unread: int
    popups: tuple[Popup, ...]
    more: int  # pop-ups that found no room


NONE = Letters(0, (), 0)


def letters(request: HttpRequest, *, at: datetime) -> Letters:
    """What waits for this person; a newcomer costs no question to the database."""
    person = identity.device_of(request).key
    if not person:
        return NONE
    waiting = _glance(request, at)
    found = messaging.popups(person=person, at=at) if waiting.popups else ()
    return Letters(waiting.unread, tuple(_popup(one) for one in found[:MOST]), max(0, len(found) - MOST))


def read(request: HttpRequest, *, notice: str, at: datetime) -> None:
    """This person has read it."""
    messaging.read(person=identity.device_of(request).key, notice=notice, at=at)


def stamp(request: HttpRequest, *, at: datetime) -> str:
    """Another word whenever anything in the inbox of this person is another."""
    return _glance(request, at).stamp


def _glance(request: HttpRequest, at: datetime) -> messaging.Glance:
    """Asked once for a page: for the key it is kept under, and for what it says."""
    kept: tuple[datetime, messaging.Glance] | None = getattr(request, "_inbox_at", None)
    if kept is None or kept[0] != at:
        kept = at, messaging.glance(person=identity.device_of(request).key, at=at)
        request._inbox_at = kept  # type: ignore[attr-defined]
    return kept[1]


def _popup(letter: messaging.Letter) -> Popup:
    notice, language = letter.notice, get_language() or "ja"
    spoken = language if notice.content.title.get(language) else "ja"
    return Popup(
        key=notice.key,
        title=notice.title_in(language),
        body=notice.body_in(language),
        url=f"{INBOX}{notice.key}/",
        at=letter.at,
        is_urgent=notice.content.loudness == messaging.Loudness.URGENT,
        language=ui.html_language(spoken),
    )
