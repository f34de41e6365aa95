"""Public events as iCalendar: each has the same UID for ever, so a calendar renews instead of doubling."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import BinaryIO

from icalendar import Calendar
from icalendar import Event as Entry

from sagacity.kit.clock import JAPAN
from sagacity.registry import facts, models, types
from sagacity.registry.publishing.content import Content

PAGE = 500


def write(out: BinaryIO, content: Content) -> None:
    """Write every dated event of the set; what is said of the days beyond dates stands in the description."""
    frame = Calendar()
    frame.add("prodid", f"-//{content.dataset.publisher or 'Sagacity'}//Sagacity//JA")
    frame.add("version", "2.0")
    frame.add("x-wr-calname", content.dataset.title.get("ja", content.dataset.slug))
    frame.add("x-wr-timezone", "Asia/Tokyo")
    opening = frame.to_ical()
    ending = b"END:VCALENDAR\r\n"
    out.write(opening.removesuffix(ending))
    for event in _events(content.row):
        for occurrence in event.occurrences:
            out.write(_entry(event, occurrence, content.site).to_ical())
    out.write(ending)


def _events(dataset: models.DataSet) -> Iterator[types.Event]:
    rows = models.Event.objects.filter(record__dataset=dataset).order_by("pk")
    rows = rows.select_related("record__dataset").prefetch_related("occurrences")
    last = 0
    while page := list(rows.filter(pk__gt=last)[:PAGE]):
        yield from (facts.event(row) for row in page)
        last = page[-1].pk


def _entry(event: types.Event, on: types.Occurrence, site: str) -> Entry:
    entry = Entry()
    entry.add("uid", event.uid(on))
    entry.add("dtstamp", event.changed_at.astimezone(UTC))
    entry.add("summary", event.name)
    if on.starts is None:
        entry.add("dtstart", on.on)
        entry.add("dtend", on.until + timedelta(days=1))
    else:
        _times(entry, on, on.starts)
    if event.is_cancelled:
        entry.add("status", "CANCELLED")
    place = " ".join(part for part in (event.venue or event.meeting_place, event.address.text) if part)
    said = "\n".join(part for part in (event.summary, event.description, event.unparsed_text) if part)
    for name, text in (("location", place), ("description", said), ("contact", event.phone)):
        if text:
            entry.add(name, text)
    entry.add("url", event.url or f"{site}/record/{event.key}")
    if event.point:
        entry.add("geo", (event.point.latitude, event.point.longitude))
    if event.topics:
        entry.add("categories", list(event.topics))
    return entry


def _times(entry: Entry, on: types.Occurrence, starts: time) -> None:
    """Days and hours in UTC, so that no calendar needs to know our time zone.

    An event of several days with opening hours is repeated daily, not one long block.
    """
    entry.add("dtstart", _moment(on.on, starts))
    if on.ends is not None and on.ends > starts:
        entry.add("dtend", _moment(on.on, on.ends))
    if on.until > on.on:
        entry.add("rrule", {"freq": "daily", "until": _moment(on.until, starts)})


def _moment(on: date, at: time) -> datetime:
    return datetime.combine(on, at, JAPAN).astimezone(UTC)
