"""Deleting: points of chosen series within a span, and what the roll-ups knew of them."""

from collections.abc import Iterable, Sequence

from sagacity.broker.history import levels, pace, rollups
from sagacity.broker.history.buckets import Bucket, Place, coarser, fold
from sagacity.broker.history.choosing import Series
from sagacity.broker.history.levels import LEVELS, MINUTE, Span
from sagacity.broker.store.base import Row, Session


def delete(session: Session, *, chosen: Sequence[Series], span: Span, kind: str) -> int:
    """Delete what the series hold within the span; how many points that were.

    A minute that is cut in two is counted anew from the points left; where these are gone already
    (retention), the whole minute goes.
    """
    deleted = 0
    for series in chosen:
        waiting = [(step.n,) for step in series.tail if span.start <= step.ts < span.stop]
        session.execute_many("DELETE FROM broker_tail WHERE n = ?", waiting)
        deleted += len(waiting)
        if series.number is not None:
            deleted += _delete(session, series.number, span, kind)
    return deleted


def _delete(session: Session, number: int, span: Span, kind: str) -> int:
    where = (number, span.start, span.stop)
    counted = session.execute(
        "SELECT coalesce(sum(points), 0), count(*) FROM broker_rollup"
        " WHERE series = ? AND level = 1 AND begins >= ? AND begins < ?",
        (number, levels.begin_of(MINUTE, span.start), span.stop),
    )
    points = session.execute(
        "SELECT count(*) FROM broker_history WHERE series = ? AND ts >= ? AND ts < ?", where
    )
    session.execute("DELETE FROM broker_history WHERE series = ? AND ts >= ? AND ts < ?", where)
    pace.went(session, int(points[0][0]))
    recount(session, number, span, kind)
    return int(points[0][0]) or int(counted[0][0])


def recount(session: Session, number: int, span: Span, kind: str) -> None:
    """Forget all buckets the span touches, then count those at its edges anew, the finest level first."""
    edges = {
        moment for moment in (span.start, span.stop) if levels.ALWAYS.start < moment < levels.ALWAYS.stop
    }
    for level in LEVELS:
        session.execute(
            "DELETE FROM broker_rollup WHERE series = ? AND level = ? AND begins >= ? AND begins < ?",
            (number, level, levels.begin_of(level, span.start), span.stop),
        )
    for level in LEVELS:
        begins = {
            begin for moment in edges for begin in (levels.begin_of(level, moment),) if begin < span.stop
        }
        found = [_anew(session, number, level, begin) for begin in sorted(begins)]
        rollups.add(session, {place: bucket for part in found for place, bucket in part.items()}, kind=kind)


def _anew(session: Session, number: int, level: int, begin: int) -> dict[Place, Bucket]:
    end = levels.end_of(level, begin)
    if level == MINUTE:
        points = session.execute(
            "SELECT ts, val_num, val_json FROM broker_history WHERE series = ? AND ts >= ? AND ts < ?",
            (number, begin, end),
        )
        minutes = fold((number, ts, value, value is None and kept is None) for ts, value, kept in points)
        return {place: bucket for place, bucket in minutes.items() if place[1] == MINUTE}
    rows = session.execute(
        "SELECT begins, points, numbers, total, low, high, last, last_ts FROM broker_rollup"
        " WHERE series = ? AND level = ? AND begins >= ? AND begins < ?",
        (number, level - 1, begin, end),
    )
    return coarser(dict(_buckets(number, level - 1, rows)), level=level)


def _buckets(number: int, level: int, rows: Iterable[Row]) -> Iterable[tuple[Place, Bucket]]:
    for begins, *rest in rows:
        yield (number, level, begins), Bucket(*rest)
