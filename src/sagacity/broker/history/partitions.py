"""Months of the history on PostgreSQL: a partition is made when the first point of its month comes."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sagacity.broker.history import moments
from sagacity.broker.store.base import Session

_DAY = 86_400_000


def months_of(instants: Iterable[int]) -> set[tuple[int, int]]:
    """The calendar months (UTC) these moments lie in."""
    days = {instant // _DAY for instant in instants}
    return {(day.year, day.month) for day in (moments.at(number * _DAY) for number in days)}


def name_of(year: int, month: int) -> str:
    """The table of a month; later months sort behind earlier ones."""
    return f"broker_history_{year:04}_{month:02}"


def make(session: Session, months: Iterable[tuple[int, int]]) -> None:
    """Make the partitions of these months, where they are missing."""
    for year, month in sorted(months):
        begin = datetime(year, month, 1, tzinfo=UTC)
        end = begin.replace(year=year + month // 12, month=month % 12 + 1)
        session.execute(
            f"CREATE TABLE IF NOT EXISTS {name_of(year, month)} PARTITION OF broker_history"
            f" FOR VALUES FROM ({moments.of(begin)}) TO ({moments.of(end)})"
        )


def names(session: Session) -> list[str]:
    """All months there are, the oldest first."""
    rows = session.execute(
        "SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid"
        " WHERE inhparent = 'broker_history'::regclass ORDER BY relname"
    )
    return [row[0] for row in rows]
