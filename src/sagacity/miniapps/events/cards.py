"""What the home screen says about events: those saved that are near, and new ones in the chosen district."""

from datetime import datetime, time, timedelta

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sagacity.identity import api as identity
from sagacity.kit import clock
from sagacity.kit.cards import Card
from sagacity.kit.clock import JAPAN
from sagacity.miniapps.events import application_cards, mine, words
from sagacity.registry import api as registry

NEW = timedelta(days=7)
AHEAD = timedelta(days=60)
NAMED = 3
A_FEW_MINUTES = 300


def cards(request: HttpRequest, at: datetime) -> list[Card]:
    """Saved events of today and tomorrow, and what is new around here."""
    return [*application_cards.cards(request, at), *_saved(request, at), *_new(request, at)]


def offline(request: HttpRequest) -> list[str]:
    """The saved events, to be read without a network."""
    return [reverse("events:saved_json"), reverse("events:mine")]


def _saved(request: HttpRequest, at: datetime) -> list[Card]:
    keys = mine.keys(request)
    if not keys:
        return []
    today = clock.day(at)
    found = []
    for event in registry.events(keys):
        near = [
            one for one in event.occurrences if one.on <= today + timedelta(days=1) and one.until >= today
        ]
        if near:
            found.append(_card(event, near[0], today=near[0].on <= today, at=at))
    return found


def _card(event: registry.Event, when: registry.Occurrence, *, today: bool, at: datetime) -> Card:
    state = words.state(event)
    day = clock.day(at) if today else when.on
    said = _("きょう") if today else _("あした")
    hours = words.hours(when.starts, when.ends)
    return Card(
        app="events",
        key=f"events-saved-{event.key}-{day.isoformat()}-{state}",
        title=f"{said}: {words.name_of(event)}" if not state else f"【{state}】{words.name_of(event)}",
        body="\n".join(filter(None, [f"{said} {hours}".strip(), words.where(event), event.unparsed_text])),
        url=reverse("events:event", args=[event.key]),
        icon="event",
        urgency=65 if today else 55,
        because=_("この催しを保存したため"),
        expires=datetime.combine(day + timedelta(days=1), time(), JAPAN),
    )


def _new(request: HttpRequest, at: datetime) -> list[Card]:
    district = identity.device_of(request).district
    if not district:
        return []
    # Everybody of a town reads the same, until an event changes.
    named = f"events.new.{district}.{get_language()}.{clock.day(at)}.{registry.events_stamp()}"
    said: list[Card] | None = cache.get(named)
    if said is None:
        town = mine.town(request)
        said = _around(town, at) if town else []
        cache.set(named, said, A_FEW_MINUTES)
    return said


def _around(town: registry.Town, at: datetime) -> list[Card]:
    today = clock.day(at)
    area = (
        registry.EventFilter(groups=(town.group,)) if town.group else registry.EventFilter(towns=(town.name,))
    )
    found, _total = registry.find_events(from_=today, until=today + AHEAD, asked=area, limit=50)
    new = [one for one in found if at - one.changed_at <= NEW and not one.is_cancelled]
    if not new:
        return []
    where = town.group or town.name
    names = _("、").join(words.name_of(one) for one in new[:NAMED])
    many = len(new) - NAMED
    newest = max(one.changed_at for one in new)
    return [
        Card(
            app="events",
            key=f"events-new-{newest:%Y%m%d%H%M}",
            title=_("近くの新しい催し"),
            body=names if many <= 0 else _("%(names)sほか%(many)s件") % {"names": names, "many": many},
            url=f"{reverse('events:door')}?{'group' if town.group else 'town'}={where}",
            icon="event",
            urgency=15,
            because=_("えらんだ地区: %(place)s") % {"place": where},
            expires=newest + NEW,
        )
    ]
