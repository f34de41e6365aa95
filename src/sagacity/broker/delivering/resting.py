"""Receivers that rest after a failure: until when, and who asks that one is tried at once.

Written with the outcomes of attempts, so that every process and the desk know; ``until`` 0 is a knock that
the process which delivers has not answered yet.
"""

from collections.abc import Iterable, Sequence

from sagacity.broker.delivering.letter import Outcome
from sagacity.broker.delivering.outbox import WAITING
from sagacity.broker.store import meta
from sagacity.broker.store.base import Session

KNOCKED = "knocked"  # the counter that says: somebody asked that a receiver is tried at once
BELL = "broker_outbox"
_SHOWN = 500


def note(session: Session, outcomes: Iterable[Outcome]) -> None:
    """Write down who rests now and who does so no longer; the last attempt to each receiver counts."""
    last = {outcome.letter.endpoint: outcome for outcome in outcomes}
    tired = [(name, one.due) for name, one in last.items() if one.due]
    awake = [name for name, one in last.items() if one.delivered]
    if tired:
        session.execute_many(
            "INSERT INTO broker_resting (endpoint, until) VALUES (?, ?)"
            " ON CONFLICT (endpoint) DO UPDATE SET until = excluded.until",
            tired,
        )
    if awake:
        marks = ", ".join("?" * len(awake))
        session.execute(f"DELETE FROM broker_resting WHERE endpoint IN ({marks})", awake)


def resting(session: Session, *, after: int = 0) -> list[tuple[str, int]]:
    """Receivers that rest beyond a moment (ms), and until when."""
    rows = session.execute(
        f"SELECT endpoint, until FROM broker_resting WHERE until > ? ORDER BY until LIMIT {_SHOWN}", (after,)
    )
    return [(str(endpoint), int(until)) for endpoint, until in rows]


def knock(session: Session, endpoints: Sequence[str]) -> None:
    """Have these receivers tried at once, whatever they rest for."""
    if not endpoints:
        return
    session.execute_many(
        "INSERT INTO broker_resting (endpoint, until) VALUES (?, 0)"
        " ON CONFLICT (endpoint) DO UPDATE SET until = 0",
        [(endpoint,) for endpoint in endpoints],
    )
    meta.bump(session, KNOCKED)
    session.ring(BELL)


def knock_for(session: Session, subscription: str) -> None:
    """Have whatever waits for a subscription tried at once: somebody has just changed it."""
    rows = session.execute(
        "SELECT DISTINCT endpoint FROM broker_outbox WHERE sub = ? AND state = ?", (subscription, WAITING)
    )
    knock(session, [str(endpoint) for (endpoint,) in rows])


def answer(session: Session) -> list[str]:
    """Who was knocked for; nobody hears of it again."""
    rows = session.execute("DELETE FROM broker_resting WHERE until = 0 RETURNING endpoint")
    return [str(endpoint) for (endpoint,) in rows]


def has_worked(session: Session, endpoint: str) -> bool:
    """Whether anything of what waits for a receiver was ever delivered there."""
    rows = session.execute(
        "SELECT 1 FROM broker_subscription WHERE last_ok IS NOT NULL AND id IN"
        " (SELECT sub FROM broker_outbox WHERE state = ? AND endpoint = ? LIMIT 100) LIMIT 1",
        (WAITING, endpoint),
    )
    return bool(rows)
