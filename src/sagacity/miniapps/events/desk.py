"""The events desk: what is entered and waits, what is public, and one event with all that can be done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.kit.ui import api as ui
from sagacity.messaging import api as messaging
from sagacity.miniapps.events import desk_forms, desk_reception, finding, words
from sagacity.miniapps.events.event_page import find
from sagacity.miniapps.events.wish import WHENS, Wish
from sagacity.registry import api as registry

EDIT = policy.permitted(identity.EVENT_EDIT)
PER_PAGE = 30


@require_GET
@policy.access(EDIT)
def home(request: HttpRequest) -> HttpResponse:
    """Drafts first, then the events that are public."""
    today = clock.day(clock.now())
    when = request.GET.get("when", "")
    wish = Wish(when=when if when in WHENS else "coming", words=request.GET.get("q", "").strip()[:100])
    found, total = finding.events(
        wish, today=today, limit=PER_PAGE, offset=ui.offset(request, per_page=PER_PAGE)
    )
    context = {
        "wish": wish,
        "entries": registry.entries(kind="event"),
        "events": [_line(one) for one in found],
        "total": total,
        "per_page": PER_PAGE,
    }
    return render(request, "events/desk_home.html", context)


@require_GET
@policy.access(EDIT)
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One event: as residents see it, what waits for approval, who saved it, what has been done."""
    event = find(key)
    once = {"once": desk_forms.new_once()}
    context = {
        "event": event,
        "line": _line(event),
        "waiting": [one for one in registry.entries(kind="event") if one.record == key],
        "savers": messaging.marked(kind="event", prefix=key).get(key, 0),
        "state_form": desk_forms.StateForm(initial={"state": "", **once}),
        "letter_form": desk_forms.LetterForm(initial=once),
        "history": registry.history(key)[:20],
        "may_write": policy.person_of(request).may(identity.NOTICE_WRITE),
        **desk_reception.context(request, event, clock.now()),
    }
    return render(request, "events/desk_one.html", context)


def _line(event: registry.Event) -> dict[str, object]:
    first = event.occurrences[0] if event.occurrences else None
    return {
        "event": event,
        "days": words.days(first) if first else "",
        "hours": words.hours(first.starts, first.ends) if first else "",
        "more": max(0, len(event.occurrences) - 1),
        "place": words.where(event),
        "state": words.state(event),
    }
