"""iCalendar text: days and hours, stable UIDs, lines folded at 75 octets between characters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sagacity.kit.clock import JAPAN

LIMIT = 75


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a calendar: whole days, or hours of a day on a clock on the wall in Japan."""

    uid: str
    on: date
    summary: str
    description: str = ""
    until: date | None = None  # its last day; None: the same as the first
    starts: time | None = None  # None: the whole day
    ends: time | None = None
    location: str = ""
    url: str = ""
    latitude: float | None = None
    longitude: float | None = None
    categories: tuple[str, ...] = ()
    is_cancelled: bool = False
    changed_at: datetime | None = None  # when what it says changed; None: as the whole file


def calendar(
    *, name: str, product: str, stamp: datetime, entries: Iterable[Entry], evening_alarm: bool
) -> bytes:
    """A calendar file; `stamp` is when the days were approved, so that the same days are the same bytes.

    The alarm rings on the evening before whole days.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_text(product)}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
        "X-WR-TIMEZONE:Asia/Tokyo",
    ]
    for entry in entries:
        lines += _event(entry, stamp, evening_alarm)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines).encode()


def _event(entry: Entry, stamp: datetime, evening_alarm: bool) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{_utc(entry.changed_at or stamp)}",
        *_when(entry),
        f"SUMMARY:{_text(entry.summary)}",
        "TRANSP:TRANSPARENT",
        *_what(entry),
    ]
    if evening_alarm and entry.starts is None:
        lines += [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:-PT4H",  # 20:00 on the evening before
            f"DESCRIPTION:{_text(entry.summary)}",
            "END:VALARM",
        ]
    return [*lines, "END:VEVENT"]


def _when(entry: Entry) -> list[str]:
    """Hours in UTC, so that no calendar needs to know our time zone.

    Several days with opening hours are repeated daily, not one long block.
    """
    last = entry.until or entry.on
    if entry.starts is None:
        return [
            f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}",
        ]
    lines = [f"DTSTART:{_moment(entry.on, entry.starts)}"]
    over_midnight = entry.ends is not None and entry.ends < entry.starts
    if entry.ends is not None and entry.ends != entry.starts:
        lines.append(f"DTEND:{_moment(entry.on + timedelta(days=over_midnight), entry.ends)}")
    # From 22:00 to 5:00 of the next day is one night, not two evenings.
    last -= timedelta(days=over_midnight)
    if last > entry.on:
        lines.append(f"RRULE:FREQ=DAILY;UNTIL={_moment(last, entry.starts)}")
    return lines


def _what(entry: Entry) -> list[str]:
    said = [
        (f"DESCRIPTION:{_text(entry.description)}", entry.description),
        (f"LOCATION:{_text(entry.location)}", entry.location),
        (f"URL:{entry.url}", entry.url),
        (f"CATEGORIES:{','.join(map(_text, entry.categories))}", entry.categories),
        ("STATUS:CANCELLED", entry.is_cancelled),
    ]
    lines = [line for line, given in said if given]
    if entry.latitude is not None and entry.longitude is not None:
        lines.append(f"GEO:{entry.latitude:.6f};{entry.longitude:.6f}")
    return lines


def _moment(on: date, at: time) -> str:
    return _utc(datetime.combine(on, at, JAPAN))


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def fold(line: str) -> str:
    """Break a long line between characters, never inside one."""
    parts, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LIMIT:
            parts.append("")
            size = 1  # the space that begins a continued line
        parts[-1] += letter
        size += width
    return "\r\n ".join(parts)
