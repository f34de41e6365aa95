"""What a device wants to read: its own district, others it follows, and themes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import get_language

from sagacity.identity import api as identity
from sagacity.messaging import api as messaging

THEME = "topic"  # the mark of whoever follows a theme
FOLLOWED = "district.followed"  # a district somebody reads about without living there


@dataclass(frozen=True, slots=True)
class Choices:
    home: str  # key of the town this device chose on the home screen; "" for none
    others: tuple[str, ...]  # keys of towns
    themes: tuple[str, ...]  # keys of topics

    @property
    def districts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, (self.home, *self.others))))

    @property
    def is_empty(self) -> bool:
        return not (self.others or self.themes)


def chosen(request: HttpRequest) -> Choices:
    """What this device chose to read."""
    device = identity.device_of(request)
    marks = messaging.marks_by_kind(person=device.key, kinds=(FOLLOWED, THEME))
    return Choices(device.district, marks[FOLLOWED], marks[THEME])


def follow_towns(request: HttpRequest, *, towns: Collection[str], at: datetime) -> None:
    """Read about these towns besides one's own, and about no others.

    Raises:
        messaging.BadMark: too many.
    """
    if not towns and not chosen(request).others:
        return
    person = identity.begin(request, at=at).key
    messaging.mark(person=person, kind=FOLLOWED, values=sorted(towns), language=get_language() or "ja", at=at)


def follow_themes(request: HttpRequest, *, themes: Collection[str], at: datetime) -> None:
    """Follow these themes, and no others; themes the city has closed are left out."""
    known = {topic.key for topic in messaging.topics()}
    now = set(chosen(request).themes)
    wanted = set(themes) & known
    if not wanted and not now:
        return
    person = identity.begin(request, at=at).key
    for theme in sorted(wanted - now):
        messaging.follow(person=person, topic=theme, language=get_language() or "ja", at=at)
    for theme in sorted((now & known) - wanted):
        messaging.unfollow(person=person, topic=theme, at=at)
