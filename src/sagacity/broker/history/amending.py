"""Amending: one point, known by its number, gets another value or moment, or goes."""

from sagacity.broker.entity import Attribute
from sagacity.broker.history import beside, deleting, pace, partitions, rollups
from sagacity.broker.history.buckets import fold
from sagacity.broker.history.choosing import Series, Step
from sagacity.broker.history.levels import Span
from sagacity.broker.history.points import split
from sagacity.broker.history.series import Key
from sagacity.broker.store.base import Session


def find(session: Session, series: Series, n: int) -> Step | None:
    """The point of a series with that number."""
    for step in series.tail:
        if step.n == n:
            return step
    if series.number is None:
        return None
    rows = session.execute(
        "SELECT ts, n, val_num, val_json FROM broker_history WHERE series = ? AND n = ?", (series.number, n)
    )
    return Step(*rows[0]) if rows else None


def remove(session: Session, series: Series, step: Step, *, kind: str) -> None:
    """The point goes, and the roll-ups forget it."""
    if step in series.tail:
        session.execute("DELETE FROM broker_tail WHERE n = ?", (step.n,))
        return
    _take(session, series, step, kind)
    pace.went(session, 1)


def _take(session: Session, series: Series, step: Step, kind: str) -> None:
    assert series.number is not None
    session.execute(
        "DELETE FROM broker_history WHERE series = ? AND ts = ? AND n = ?", (series.number, step.ts, step.n)
    )
    deleting.recount(session, series.number, Span(step.ts, step.ts + 1), kind)


def replace(
    session: Session,
    series: Series,
    step: Step,
    *,
    tenant: str,
    attribute: Attribute,
    ts: int,
    at: int,
    kind: str,
) -> None:
    """Another value and moment under the same number."""
    number, kept = split(attribute.value)
    if step in series.tail:
        session.execute(
            "UPDATE broker_tail SET ts = ?, recv_ts = ?, val_num = ?, val_json = ? WHERE n = ?",
            (ts, at, number, kept, step.n),
        )
    else:
        _take(session, series, step, kind)
        if kind == "postgresql":
            partitions.make(session, partitions.months_of([ts]))
        session.execute(
            "INSERT INTO broker_history (series, ts, n, recv_ts, val_num, val_json)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (series.number, ts, step.n, at, number, kept),
        )
        assert series.number is not None
        point = (series.number, ts, number, number is None and kept is None)
        rollups.add(session, fold([point]), kind=kind)
    _note(session, series, step.n, tenant, beside.of(attribute))


def _note(session: Session, series: Series, n: int, tenant: str, body: bytes) -> None:
    """What stands beside this one value; the next keeps what stood beside it."""
    key = Key(tenant, series.subject.path, series.subject.entity, series.subject.type, series.attribute)
    course = beside.Course(session, key)
    if course.at(n) == body:
        return
    after = course.at(n + 1)
    beside.put(session, key, body, since=n)
    beside.put(session, key, after, since=n + 1)
