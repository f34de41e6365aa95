"""iCalendar text: expanded all-day dates, stable UIDs, lines folded at 75 octets between characters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LIMIT = 75


@dataclass(frozen=True, slots=True)
class Entry:
    uid: str
    on: date
    summary: str
    description: str = ""


def calendar(
    *, name: str, product: str, stamp: datetime, entries: Iterable[Entry], evening_alarm: bool
) -> bytes:
    """A calendar file; `stamp` is when the days were approved, so that the same days are the same bytes."""
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
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(entry.summary)}",
        "TRANSP:TRANSPARENT",
    ]
    if entry.description:
        lines.append(f"DESCRIPTION:{_text(entry.description)}")
    if evening_alarm:
        lines += [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:-PT4H",  # 20:00 on the evening before
            f"DESCRIPTION:{_text(entry.summary)}",
            "END:VALARM",
        ]
    return [*lines, "END:VEVENT"]


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
