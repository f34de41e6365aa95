"""Moments as people write them and as the store keeps them: milliseconds since 1970, always UTC."""

import re
from datetime import UTC, datetime, timedelta

from sagacity.broker.refusals import BadRequest

EARLIEST = -62_135_596_800_000  # 0001-01-01, a month's begin: stands for "from the beginning"
LATEST = 253_399_622_400_000  # 9999-12-01, a month's begin: stands for "to the end"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
# A client that forgot to write + as %2B sends a blank where the zone begins.
_BLANK_ZONE = re.compile(r" (\d\d:?\d\d)$")


def read(text: str) -> int:
    """The moment a text means; without a zone it is UTC.

    Raises:
        BadRequest: this is no ISO 8601 date or time.
    """
    if (moment := maybe(text)) is None:
        raise BadRequest(
            f"'{text}' is no date: write it as 2026-04-01 or 2026-04-01T09:30:00Z"
            " (ISO 8601, UTC unless a zone is given)"
        )
    return moment


def maybe(value: object) -> int | None:
    """The moment a value means, or None."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(_BLANK_ZONE.sub(r"+\1", value.strip()))
    except ValueError:
        return None
    return of(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def of(moment: datetime) -> int:
    """An aware moment in milliseconds since 1970."""
    return (moment - _EPOCH) // _MILLISECOND


def at(milliseconds: int) -> datetime:
    """The moment again."""
    return _EPOCH + milliseconds * _MILLISECOND


def show(milliseconds: int) -> str:
    """As readers of time series expect it: 2026-04-01T00:30:00.000+00:00."""
    return at(milliseconds).isoformat(timespec="milliseconds")
