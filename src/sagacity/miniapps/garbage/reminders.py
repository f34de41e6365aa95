"""Reminders a resident asked for: on the evening before, on the morning itself, at a time of their choice."""

from dataclasses import dataclass
from datetime import datetime, time

from django.http import HttpRequest
from django.utils.translation import get_language

from sagacity.identity import api as identity
from sagacity.messaging import api as messaging
from sagacity.miniapps.garbage import hours

EVENING, MORNING = "garbage.evening", "garbage.morning"


@dataclass(frozen=True, slots=True)
class Chosen:
    """At what times somebody is reminded; None = not at all."""

    evening: time | None = None
    morning: time | None = None

    @property
    def any(self) -> bool:
        return self.evening is not None or self.morning is not None


def chosen(request: HttpRequest) -> Chosen:
    """What this device asked for."""
    person = identity.device_of(request).key
    return Chosen(_time_of(person, EVENING), _time_of(person, MORNING))


def keep(request: HttpRequest, wish: Chosen, *, area: str, at: datetime) -> None:
    """Remind this device of an area at the chosen times from now on, or no longer."""
    if not wish.any and not chosen(request).any:
        return
    person = identity.begin(request, at=at).key
    language = get_language() or "ja"
    for kind, when in ((EVENING, wish.evening), (MORNING, wish.morning)):
        values = [mark(when, area)] if when and area else []
        messaging.mark(person=person, kind=kind, values=values, language=language, at=at)


def follow_area(request: HttpRequest, *, area: str, at: datetime) -> None:
    """The device chose another area, or none: its reminders go along."""
    now = chosen(request)
    if now.any:
        keep(request, now, area=area, at=at)


def mark(when: time, area: str) -> str:
    """How a wish is kept: 19:00|<key of the area>."""
    return f"{beginning(when)}{area}"


def beginning(when: time) -> str:
    """How all wishes for one time begin."""
    return f"{when:%H:%M}|"


def area_of(mark: str) -> str:
    return mark.partition("|")[2]


def _time_of(person: str, kind: str) -> time | None:
    kept = messaging.marks(person=person, kind=kind)
    return hours.read(kept[0].partition("|")[0]) if kept else None
