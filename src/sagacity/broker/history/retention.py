"""Retention: for how many days the points of a type and each level of its roll-up are kept."""

from dataclasses import astuple, dataclass

from sagacity.broker.history import levels, moments, pace, partitions
from sagacity.broker.history.levels import DAY, HOUR, MINUTE, MONTH
from sagacity.broker.refusals import BadRequest
from sagacity.broker.store.base import Session

ANY_TYPE = ""
AT_ONCE = 5_000  # points and buckets forgotten in one transaction
_DAY = levels.WIDTH[DAY]


@dataclass(frozen=True, slots=True)
class Retention:
    """Days; whoever keeps a finer level must keep the coarser ones as long."""

    raw_days: int = 0
    minute_days: int = 0
    hour_days: int = 0
    day_days: int = 0

    def __post_init__(self) -> None:
        if min(astuple(self)) < 0:
            raise BadRequest("days are whole numbers from 0 on; 0 keeps them for good")
        for finer, coarser in (
            (self.raw_days, self.minute_days),
            (self.minute_days, self.hour_days),
            (self.hour_days, self.day_days),
        ):
            if coarser and (not finer or finer > coarser):
                raise BadRequest(
                    "a coarser level is kept at least as long as the finer one: raw, minute, hour, day"
                )


Rules = dict[tuple[str, str], Retention]  # by tenant and type


def rules(session: Session, *, tenant: str | None = None) -> Rules:
    """What is kept how long, of one tenant or of all."""
    where = "" if tenant is None else " WHERE tenant = ?"
    rows = session.execute(
        f"SELECT tenant, type, raw_days, minute_days, hour_days, day_days FROM broker_retention{where}",
        () if tenant is None else (tenant,),
    )
    return {(row[0], row[1]): Retention(*row[2:]) for row in rows}


def put(session: Session, *, tenant: str, type: str = ANY_TYPE, kept: Retention) -> None:
    """Set the rule of a type; the empty type is the rule of all types that have none."""
    session.execute(
        "INSERT INTO broker_retention (tenant, type, raw_days, minute_days, hour_days, day_days)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, type) DO UPDATE SET raw_days = excluded.raw_days,"
        " minute_days = excluded.minute_days, hour_days = excluded.hour_days, day_days = excluded.day_days",
        (tenant, type, *astuple(kept)),
    )


def sweep(session: Session, *, at: int, after: int, most: int, rows: int = AT_ONCE) -> tuple[list[int], bool]:
    """Forget some of what is too old: the series that are through, and whether there is more to do.

    No more than about ``rows`` points and buckets go at once: whoever writes waits so long.
    """
    known = rules(session)
    through: list[int] = []
    left = rows
    for number, tenant, type_ in session.execute(
        "SELECT id, tenant, type FROM broker_series WHERE id > ? ORDER BY id LIMIT ?", (after, most)
    ):
        rule = known.get((tenant, type_)) or known.get((tenant, ANY_TYPE))
        if rule is not None:
            left -= _sweep(session, number, rule, at, left)
            if left <= 0:
                return through, True
        through.append(number)
    return through, bool(through)


def _sweep(session: Session, number: int, rule: Retention, at: int, most: int) -> int:
    """How many rows went; fewer than ``most``: nothing too old is left."""
    gone = 0
    if rule.raw_days:
        end = at - rule.raw_days * _DAY
        gone += _forget(session, "broker_history WHERE series = ?", "ts", (number,), end, most)
        pace.went(session, gone)
    for level, days in _levels(rule):
        if days and gone < most:
            end = levels.begin_of(level, at - days * _DAY)
            place = "broker_rollup WHERE series = ? AND level = ?"
            gone += _forget(session, place, "begins", (number, level), end, most - gone)
    return gone


def _forget(session: Session, place: str, column: str, values: tuple[int, ...], end: int, most: int) -> int:
    """Forget the oldest rows before an end, ``most`` of them and what is as old as the last."""
    further = session.execute(
        f"SELECT {column} FROM {place} AND {column} < ? ORDER BY {column} LIMIT 1 OFFSET ?",
        (*values, end, most - 1),
    )
    last = further[0][0] if further else end - 1
    return len(session.execute(f"DELETE FROM {place} AND {column} <= ? RETURNING 1", (*values, last)))


def _levels(rule: Retention) -> tuple[tuple[int, int], ...]:
    """Months are kept as long as days."""
    return (MINUTE, rule.minute_days), (HOUR, rule.hour_days), (DAY, rule.day_days), (MONTH, rule.day_days)


def drop_empty_months(session: Session, *, at: int) -> None:
    """On PostgreSQL: let go of the tables of past months that hold nothing any more."""
    now = moments.at(at)
    for name in partitions.names(session):
        if name < partitions.name_of(now.year, now.month) and not session.execute(
            f"SELECT 1 FROM {name} LIMIT 1"
        ):
            session.execute(f"DROP TABLE {name}")
