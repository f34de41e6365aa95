"""Events to take along: for the calendar of a phone, once or as a feed that renews itself."""

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sagacity.kit import clock, ical, policy
from sagacity.kit.city import api as city
from sagacity.miniapps.events import finding, mine, words
from sagacity.miniapps.events.event_page import find
from sagacity.miniapps.events.wish import read
from sagacity.registry import api as registry

MOST = 1000


@require_GET
@policy.access(policy.ANYONE)
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One event with all its days."""
    event = find(key)
    return answer(request, words.name_of(event), [event])


@require_GET
@policy.access(policy.ANYONE)
def feed(request: HttpRequest) -> HttpResponse:
    """Everything that comes and passes the filters in the address; calendars ask for it again and again."""
    wish, today = read(request), clock.day(clock.now())
    found, _total = finding.events(wish, today=today, limit=MOST, back=True)
    filters = [
        wish.words,
        *wish.topics,
        wish.area,
        _("無料") if wish.free else "",
        _("子ども向け") if wish.children else "",
    ]
    return answer(request, " ".join(filter(None, [_("催し"), *filters])), found)


@require_GET
@policy.access(policy.ANYONE)
def saved(request: HttpRequest) -> HttpResponse:
    """The events this device keeps."""
    return answer(request, _("保存した催し"), registry.events(mine.keys(request)))


def answer(request: HttpRequest, name: str, events: Iterable[registry.Event]) -> HttpResponse:
    """Events as a calendar."""
    here, found = city.current(), list(events)
    body = ical.calendar(
        name=f"{name}｜{here.name_in('ja')}",
        product=f"-//{here.name_in('ja')}//Sagacity//JA",
        stamp=max((event.changed_at for event in found), default=clock.now()),
        entries=[entry for event in found for entry in entries(request, event)],
        evening_alarm=False,
    )
    said = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    said["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=f"{name}.ics") or "attachment"
    )
    patch_cache_control(said, private=True, max_age=3600)
    return said


def entries(request: HttpRequest, event: registry.Event) -> Iterator[ical.Entry]:
    """Each time it takes place; what is said of the days beyond dates stands in the description."""
    state = words.state(event)
    page = request.build_absolute_uri(reverse("events:event", args=[event.key]))
    description = [
        event.unparsed_text,
        event.fee and f"{_('料金')}: {event.fee}",
        event.summary,
        event.description,
        event.url,
    ]
    for when in event.occurrences:
        yield ical.Entry(
            uid=event.uid(when),
            on=when.on,
            until=when.until,
            starts=when.starts,
            ends=when.ends,
            summary=f"【{state}】{words.name_of(event)}" if state else words.name_of(event),
            description="\n".join(filter(None, description)),
            location=" ".join(filter(None, [event.venue or event.meeting_place, event.address.text])),
            url=page,
            latitude=event.point.latitude if event.point else None,
            longitude=event.point.longitude if event.point else None,
            categories=event.topics,
            is_cancelled=event.is_cancelled,
            changed_at=event.changed_at,
        )
