"""What became of attempts, written in batches: rows leave the outbox, the history grows, counters move."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sagacity.broker.delivering import resting
from sagacity.broker.delivering.letter import Letter, Outcome
from sagacity.broker.delivering.outbox import DEAD
from sagacity.broker.store.base import Session
from sagacity.broker.subscribing import rows

log = logging.getLogger(__name__)

_AT_ONCE = 500
LONGEST_REASON = 300


def settle(session: Session, outcomes: Sequence[Outcome]) -> None:
    """Write what happened; harmless when written twice but for the counters."""
    _delete(session, [outcome.letter.id for outcome in outcomes if outcome.delivered])
    _retry_or_bury(session, [outcome for outcome in outcomes if not outcome.delivered])
    _remember(session, outcomes)
    resting.note(session, outcomes)
    for subscription, mine in _by_subscription(outcomes).items():
        _count(session, subscription, mine)


def _delete(session: Session, ids: Sequence[int]) -> None:
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        session.execute(f"DELETE FROM broker_outbox WHERE id IN ({', '.join('?' * len(part))})", part)


def _retry_or_bury(session: Session, failed: Sequence[Outcome]) -> None:
    if not failed:
        return
    session.execute_many(
        "UPDATE broker_outbox SET due = ?, tries = ?, reason = ? WHERE id = ?",
        [(o.due, o.letter.tries, o.answer.reason[:LONGEST_REASON], o.letter.id) for o in failed],
    )
    bury(session, [outcome.letter for outcome in failed if not outcome.due])


def bury(session: Session, letters: Iterable[Letter]) -> None:
    """Make letters dead: nobody tries them again unless a person says so."""
    dead = [(DEAD, letter.id) for letter in letters]
    if dead:
        session.execute_many("UPDATE broker_outbox SET state = ? WHERE id = ?", dead)


def _remember(session: Session, outcomes: Sequence[Outcome]) -> None:
    session.execute_many(
        "INSERT INTO broker_delivery (letter, tenant, sub, entity, endpoint, at, took, ok, code, reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                o.letter.id,
                o.letter.tenant,
                o.letter.subscription,
                o.letter.entity,
                o.letter.endpoint,
                o.at,
                o.took,
                int(o.delivered),
                o.answer.code,
                o.answer.reason[:LONGEST_REASON],
            )
            for o in outcomes
        ],
    )


def _by_subscription(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault(outcome.letter.subscription, []).append(outcome)
    return found


@dataclass(slots=True)
class _Counts:
    """What a batch adds to the counters of one subscription; ``broken``: a success ended older failures."""

    last_ok: int | None = None
    last_code: int | None = None
    last_fail: int | None = None
    reason: str | None = None
    fails: int = 0
    broken: bool = False

    def add(self, outcome: Outcome) -> None:
        if outcome.delivered:
            self.last_ok, self.last_code = outcome.at, outcome.answer.code or self.last_code
            self.fails, self.broken = 0, True
        else:
            self.last_fail, self.reason = outcome.at, outcome.answer.reason[:LONGEST_REASON]
            self.fails += 1


def _count(session: Session, subscription: str, outcomes: Sequence[Outcome]) -> None:
    counts = _Counts()
    for outcome in outcomes:
        counts.add(outcome)
    session.execute(
        "UPDATE broker_subscription SET sent = sent + ?, last_sent = ?, last_ok = COALESCE(?, last_ok),"
        " last_code = COALESCE(?, last_code), last_fail = COALESCE(?, last_fail),"
        " fail_reason = COALESCE(?, fail_reason), fails = CASE WHEN ? = 1 THEN ? ELSE fails + ? END"
        " WHERE id = ?",
        (
            len(outcomes),
            outcomes[-1].at,
            counts.last_ok,
            counts.last_code,
            counts.last_fail,
            counts.reason,
            int(counts.broken),
            counts.fails,
            counts.fails,
            subscription,
        ),
    )
    if counts.fails:
        _put_to_sleep_after_too_many(session, subscription)


def _put_to_sleep_after_too_many(session: Session, subscription: str) -> None:
    stopped = session.execute(
        "UPDATE broker_subscription SET status = 'inactive'"
        " WHERE id = ? AND status = 'active' AND fails > max_fails RETURNING fails",
        (subscription,),
    )
    if stopped:
        rows.set_status(session, subscription, "inactive")
        log.warning(
            "subscription %s is inactive now: %d failures in a row are more than its maxFailsLimit",
            subscription,
            stopped[0][0],
        )
