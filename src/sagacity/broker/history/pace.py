"""Pace: how many points are kept, and how many came lately; counted as they are moved, never by a walk."""

from sagacity.broker.store.base import Session

_MINUTE = 60_000
_REMEMBERED = 60  # minutes
_ADD = (
    "INSERT INTO broker_pace (minute, points) VALUES (?, ?)"
    " ON CONFLICT (minute) DO UPDATE SET points = broker_pace.points + excluded.points"
)
_KEPT = 0


def came(session: Session, many: int, *, at: int) -> None:
    """So many points were moved into the history."""
    minute = at // _MINUTE
    session.execute_many(_ADD, [(_KEPT, many), (minute, many)])
    session.execute("DELETE FROM broker_pace WHERE minute > 0 AND minute < ?", (minute - _REMEMBERED,))


def went(session: Session, many: int) -> None:
    """So many were deleted or forgotten."""
    if many:
        session.execute(_ADD, (_KEPT, -many))


def kept(session: Session) -> int:
    """How many points the history holds."""
    rows = session.execute("SELECT points FROM broker_pace WHERE minute = 0")
    return int(rows[0][0]) if rows else 0


def a_minute(session: Session, *, at: int, minutes: int = 5) -> float:
    """How many came in a minute, over the last whole minutes."""
    now = at // _MINUTE
    rows = session.execute(
        "SELECT COALESCE(sum(points), 0) FROM broker_pace WHERE minute > 0 AND minute >= ? AND minute < ?",
        (now - minutes, now),
    )
    return float(rows[0][0]) / minutes
