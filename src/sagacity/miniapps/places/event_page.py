"""The page of a public event."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sagacity.kit import clock
from sagacity.miniapps.places import links, looks, services, sources
from sagacity.registry import api as registry


def page(request: HttpRequest, key: str) -> HttpResponse:
    """When, where, how much, how to apply; what nobody could read as a date is shown as it stands."""
    try:
        event = registry.event(key)
    except registry.NoSuchEvent as problem:
        raise Http404(key) from problem
    today = clock.day(clock.now())
    days = event.occurrences
    context = {
        "event": event,
        "name": looks.name_of(event),
        "is_over": bool(days) and all(one.until < today for one in days),
        "phone": links.phone(event.phone),
        "url": links.web(event.url),
        "more": services.facts(event.fields, services.EVENT),
        "deadline": _day(event.fields.get("申込期限日")),
        "calendar": _calendar(event),
        "sources": sources.of_event(event),
    }
    return render(request, "places/event.html", context)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _calendar(event: registry.Event) -> str:
    """The calendar file of the data set, when one is published."""
    try:
        files = registry.dataset(event.provenance.dataset).distributions
    except registry.NoSuchDataSet:
        return ""
    return next((file.path for file in files if file.path.endswith(".ics")), "")
