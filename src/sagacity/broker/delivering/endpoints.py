"""Receivers that letters wait for."""

from sagacity.broker.delivering import resting
from sagacity.broker.delivering.deliveries import moment
from sagacity.broker.delivering.facts import Endpoint
from sagacity.broker.delivering.outbox import DEAD, WAITING
from sagacity.broker.store.base import Row, Session


def endpoints(session: Session) -> list[Endpoint]:
    """Every receiver with waiting or dead letters, the longest waited for first."""
    rows = session.execute(
        "SELECT endpoint,"
        " SUM(CASE WHEN state = ? THEN 1 ELSE 0 END), SUM(CASE WHEN state = ? THEN 1 ELSE 0 END),"
        " MIN(CASE WHEN state = ? THEN created END), MIN(CASE WHEN state = ? THEN due END),"
        " MAX(CASE WHEN state = ? THEN tries ELSE 0 END),"
        " MAX(CASE WHEN state = ? THEN reason ELSE '' END)"
        " FROM broker_outbox GROUP BY endpoint ORDER BY 4",
        (WAITING, DEAD, WAITING, WAITING, WAITING, WAITING),
    )
    resting_until = dict(resting.resting(session))
    return [_endpoint(row, resting_until.get(str(row[0]))) for row in rows]


def _endpoint(row: Row, until: int | None) -> Endpoint:
    endpoint, waiting, dead, oldest, due, tries, reason = row
    due = due if until is None else until  # those behind the first have not been tried and say nothing
    return Endpoint(
        endpoint=endpoint,
        waiting=int(waiting),
        dead=int(dead),
        oldest=None if oldest is None else moment(oldest),
        next=None if due is None else moment(due),
        tries=int(tries),
        reason=reason,
    )
