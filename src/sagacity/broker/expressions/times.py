"""Functions on moments; numbers are seconds since 1970."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sagacity.broker.entity import Json
from sagacity.broker.expressions.operators import a_number, number
from sagacity.broker.expressions.texts import text
from sagacity.broker.querying import dates
from sagacity.kit import clock


def now(ahead: Json) -> Json:
    """So many seconds from now."""
    return number(int(clock.now().timestamp()) + a_number(ahead))


def to_iso(value: Json) -> str:
    return datetime.fromtimestamp(a_number(value), UTC).isoformat()


def get_time(value: Json) -> Json:
    at = dates.moment(text(value))
    return None if at is None else number(at / 1000)


FUNCTIONS: dict[str, Callable[..., Any]] = {"now": now, "toIsoString": to_iso, "getTime": get_time}
