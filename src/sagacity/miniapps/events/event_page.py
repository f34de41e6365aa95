"""The page of one event: everything the city publishes of it, in plain words, with its source."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sagacity.kit import clock, policy
from sagacity.kit.clock import JAPAN
from sagacity.kit.ui import api as ui
from sagacity.miniapps.events import applying, crowding, mine, said, words
from sagacity.registry import api as registry

SHOWN_DAYS = 12


@require_GET
@policy.access(policy.ANYONE)
def page(request: HttpRequest, key: str) -> HttpResponse:
    """When, where, how much, how to apply; what nobody could read as a date is shown as it stands."""
    return render(request, "events/event.html", context(request, find(key)))


def find(key: str) -> registry.Event:
    try:
        return registry.event(key)
    except registry.NoSuchEvent as problem:
        raise Http404(key) from problem


def context(request: HttpRequest, event: registry.Event) -> dict[str, object]:
    now = clock.now()
    today = clock.day(now)
    days = [(words.days(one), words.hours(one.starts, one.ends), one) for one in event.occurrences]
    coming = [one for one in days if one[2].until >= today]
    shown = coming or days
    ends = deadline(event)
    return {
        "event": event,
        "name": words.name_of(event),
        "state": words.state(event),
        "is_over": bool(days) and not coming,
        "days": shown[:SHOWN_DAYS],
        "other_days": [one for one in days if one not in shown[:SHOWN_DAYS]],
        "place": event.venue or event.meeting_place,
        "phone": words.phone(event.phone),
        "url": words.web(event.url),
        "facts": said.facts(event),
        "deadline": ends,
        "deadline_over": ends is not None and ends[1] < now,
        "source": registry.source(where=event.provenance, fields=event.fields, statuses=event.statuses),
        "is_saved": event.key in mine.keys(request),
        "crowding": crowding.now(event.key, now),
        "panel": applying.panel(request, event, now),
    }


def deadline(event: registry.Event) -> tuple[str, datetime] | None:
    """Until when one may apply, in words and as a moment; the whole day when no hour is said."""
    if event.deadline_on is None:
        return None
    at = event.deadline_at
    text = ui.long_day(event.deadline_on)
    if at is None:
        return text, datetime.combine(event.deadline_on, datetime.max.time(), JAPAN)
    return (
        _("%(day)s %(hour)sまで") % {"day": text, "hour": ui.hour(at)},
        datetime.combine(event.deadline_on, at, JAPAN),
    )
