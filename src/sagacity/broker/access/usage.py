"""How much a key is used: counted in memory with each call, written down in batches, one row for a day."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone

import msgspec

from sagacity.broker.store.base import Session

JAPAN = timezone(timedelta(hours=9))  # days of a Japanese city, whatever the machine's clock shows
DAY_MS = 86_400_000


class Used(msgspec.Struct, frozen=True):
    """One key on one day: calls let in, and calls sent away for being too many."""

    key: str
    day: str
    calls: int
    refused: int


def day_of(at: int) -> str:
    """The day in Japan, as 2026-11-27; ``at`` in milliseconds."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(JAPAN).date().isoformat()


def day_number(at: int) -> int:
    """The same day as a number, cheap enough for every call."""
    return (at + 9 * 3_600_000) // DAY_MS


def day_named(number: int) -> str:
    """The name of a numbered day."""
    return day_of(number * DAY_MS)


def number_of(day: str) -> int:
    """The number of a named day."""
    return (date.fromisoformat(day) - date(1970, 1, 1)).days


def next_day(at: int) -> int:
    """When the next day begins, in milliseconds."""
    return (day_number(at) + 1) * DAY_MS - 9 * 3_600_000


def add(session: Session, used: Iterable[Used]) -> None:
    """Write down what came since the last time."""
    session.execute_many(
        "INSERT INTO broker_key_usage (key_id, day, calls, refused) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (key_id, day) DO UPDATE SET calls = broker_key_usage.calls + excluded.calls,"
        " refused = broker_key_usage.refused + excluded.refused",
        [(one.key, one.day, one.calls, one.refused) for one in used],
    )


def of_day(session: Session, day: str) -> dict[str, int]:
    """Calls of every key on a day."""
    rows = session.execute("SELECT key_id, calls FROM broker_key_usage WHERE day = ?", (day,))
    return {str(key): int(calls) for key, calls in rows}


def since(session: Session, day: str, *, key: str = "") -> list[Used]:
    """Usage from a day on, of one key or of all."""
    where, values = ("AND key_id = ?", (day, key)) if key else ("", (day,))
    rows = session.execute(
        "SELECT key_id, day, calls, refused FROM broker_key_usage"
        f" WHERE day >= ? {where} ORDER BY day, key_id",
        values,
    )
    return [Used(*row) for row in rows]
