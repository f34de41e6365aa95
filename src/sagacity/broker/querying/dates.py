"""Moments as people write them (ISO 8601) and as the broker keeps them.

A date, then perhaps a time, then perhaps a zone; no zone means UTC; a zone without a time is no moment.
The kept form, ``YYYY-MM-DDThh:mm:ss.sssZ``, sorts as text in the order of time.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

TYPES = frozenset({"DateTime", "ISO8601"})  # attribute and metadata types whose value is a moment

_FORM = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:T(\d\d)(?::?(\d\d)(?::?(\d\d)(?:\.(\d{1,9}))?)?)?(?:(Z)|([+-])(\d\d):?(\d\d)?)?)?",
    re.ASCII,
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(text: str) -> int | None:
    """Milliseconds since 1970, or None when the text is no moment."""
    if (found := _FORM.fullmatch(text)) is None:
        return None
    year, month, day, hour, minute, second, fraction, _, sign, *offset = found.groups()
    try:
        at = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0),
            tzinfo=_zone(sign, *offset),
        )  # fmt: skip
    except ValueError:
        return None
    whole = (at - _EPOCH) // timedelta(seconds=1)
    return whole * 1000 + int((fraction or "0")[:3].ljust(3, "0"))


def _zone(sign: str | None, hours: str | None, minutes: str | None) -> timezone:
    if sign is None:
        return UTC
    ahead = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return timezone(-ahead if sign == "-" else ahead)


def stamp(at_ms: int) -> str:
    """The moment in the kept form."""
    at = _EPOCH + timedelta(milliseconds=at_ms)
    return f"{at.strftime('%Y-%m-%dT%H:%M:%S') if at.year > 999 else at.isoformat()[:19]}.{at_ms % 1000:03d}Z"


def normal(text: str) -> str | None:
    """The kept form of a moment, or None when the text is none or lies outside the years 1 to 9999."""
    if (at := moment(text)) is None:
        return None
    try:
        return stamp(at)
    except OverflowError:
        return None
