"""Moments: kept with milliseconds and Z, shown without a fraction that says nothing."""

from datetime import UTC, datetime, timedelta

from sagacity.broker.entity import Json
from sagacity.broker.refusals import BadRequest

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def milliseconds(text: Json) -> int:
    """A moment of ISO 8601 as milliseconds since 1970; without a zone it is UTC."""
    found = _read(text)
    if found is None:
        raise BadRequest(f"{text!r} is no date and time of ISO 8601 such as 2026-04-01T09:00:00Z")
    return (found - _EPOCH) // _MILLISECOND


def is_moment(text: Json) -> bool:
    """Whether a text is a date and time."""
    return _read(text) is not None


def _read(text: Json) -> datetime | None:
    if not isinstance(text, str) or "T" not in text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def normal(text: Json) -> str:
    """The form the store keeps: ``YYYY-MM-DDThh:mm:ss.sssZ``."""
    return _text(milliseconds(text), digits=True)


def shown(at_ms: int) -> str:
    """A moment of the broker as NGSI-LD shows it."""
    return _text(at_ms, digits=False)


def short(kept: str) -> str:
    """A kept moment without ``.000``."""
    return kept.removesuffix(".000Z") + "Z" if kept.endswith(".000Z") else kept


def _text(at_ms: int, *, digits: bool) -> str:
    seconds, rest = divmod(at_ms, 1000)
    moment = _EPOCH + timedelta(seconds=seconds)
    fraction = f".{rest:03d}" if rest or digits else ""
    return f"{moment:%Y-%m-%dT%H:%M:%S}{fraction}Z"
