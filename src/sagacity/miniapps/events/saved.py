"""Events this device keeps, to be read without a network too."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.miniapps.events import feeds, mine, words
from sagacity.miniapps.events.event_page import find
from sagacity.miniapps.events.rows import rows
from sagacity.registry import api as registry

MOST = 50


@require_GET
@policy.access(policy.ANYONE)
def page(request: HttpRequest) -> HttpResponse:
    """The saved events: those that come, then those that are over."""
    today, keys = clock.day(clock.now()), mine.keys(request)
    found = sorted(registry.events(keys), key=_begins)
    lines = rows(found, kept=keys, from_=today, today=today)
    context = {
        "coming": [one for one in lines if not one.is_over],
        "has_feed": feeds.has_one(device=identity.device_of(request).key),
        "over": [one for one in lines if one.is_over],
    }
    return render(request, "events/saved.html", context)


@require_POST
@policy.access(policy.ANYONE)
def save(request: HttpRequest, key: str) -> HttpResponse:
    """Keep an event on this device, or let it go; then back to where the button was."""
    event = reverse("events:event", args=[key])
    back = reverse("events:saved") if request.POST.get("back") == "saved" else event
    after = [one for one in mine.keys(request) if one != key]
    if request.POST.get("saved") == "1":
        after.insert(0, find(key).key)
    if len(after) > MOST:
        return render(request, "events/full.html", {"most": MOST, "key": key}, status=409)
    mine.keep(request, after, at=clock.now())
    return HttpResponseRedirect(back)


@require_GET
@policy.access(policy.ANYONE)
def offline(request: HttpRequest) -> HttpResponse:
    """What a phone needs to know of its saved events without a network."""
    body = {
        "at": clock.now().isoformat(),
        "events": [_as_plain(one) for one in sorted(registry.events(mine.keys(request)), key=_begins)],
    }
    answer = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _begins(event: registry.Event) -> str:
    return event.occurrences[0].on.isoformat() if event.occurrences else "9"


def _as_plain(event: registry.Event) -> dict[str, object]:
    return {
        "key": event.key,
        "name": words.name_of(event),
        "state": words.state(event),
        "days": [
            {
                "on": one.on.isoformat(),
                "until": one.until.isoformat(),
                "label": " ".join(filter(None, [words.days(one), words.hours(one.starts, one.ends)])),
            }
            for one in event.occurrences
        ],
        "unparsed": event.unparsed_text,
        "place": words.where(event),
        "address": event.address.text,
        "fee": event.fee,
        "phone": event.phone,
        "url": reverse("events:event", args=[event.key]),
        "changed_at": event.changed_at.isoformat(),
    }
