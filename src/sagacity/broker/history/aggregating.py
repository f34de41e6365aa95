"""Aggregating: sums come from the roll-ups; points are looked at only for the seconds at both ends."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sagacity.broker.entity import Json
from sagacity.broker.history import levels, periods
from sagacity.broker.history.buckets import Bucket
from sagacity.broker.history.choosing import Series, Subject
from sagacity.broker.history.levels import POINTS, Piece, Span
from sagacity.broker.history.question import Method, Question
from sagacity.broker.history.tracks import Track
from sagacity.broker.refusals import NotDoable
from sagacity.broker.store.base import Row, Session

WHOLE = 0  # the one key when no period was asked for
EVERYBODY = Subject("", "", "")
_SUMS = "sum(points), sum(numbers), sum(total), min(low), max(high)"
_POINT_SUMS = "count(val_num) + count(val_json), count(val_num), sum(val_num), min(val_num), max(val_num)"
_BUCKETS = "FROM broker_rollup WHERE series = ? AND level = ? AND begins >= ? AND begins < ?"
_POINTS = "FROM broker_history WHERE series = ? AND ts >= ? AND ts < ?"
_SECOND = "ts - ((ts % 1000) + 1000) % 1000"

Sums = dict[int, Bucket]  # by the begin of the period
Begin = Callable[[int], int]


def tracks(
    session: Session, *, question: Question, chosen: Sequence[Series], spans: Mapping[Subject, Sequence[Span]]
) -> list[Track]:
    """One value for every period and attribute, or one for the whole time.

    Raises:
        NotDoable: nothing in this history is a number.
    """
    gathered: dict[Subject, dict[str, Sums]] = {}
    for series in chosen:
        sums = sums_of(session, series=series, spans=spans.get(series.subject, ()), question=question)
        subject = EVERYBODY if question.together else series.subject
        kept = gathered.setdefault(subject, {}).setdefault(series.attribute, {})
        _merge(kept, sums)
    assert question.method is not None
    _refuse_words(gathered, question.method)
    told = [_track(subject, gathered[subject], question) for subject in gathered]
    return [track for track in told if track is not None]


def sums_of(session: Session, *, series: Series, spans: Sequence[Span], question: Question) -> Sums:
    """The buckets of one series, by the begin of each period asked for."""
    period = question.period
    begin: Begin = (lambda _: WHOLE) if period is None else (lambda at: periods.begin_of(period, at))
    coarsest = levels.MONTH if period is None else periods.level_of(period)
    sums: Sums = {}
    for span in spans:
        if series.number is not None:
            for piece in levels.cover(span, coarsest=coarsest):
                for at, *row in _rows(session, series.number, piece, whole=period is None):
                    _add(sums, begin(at), row)
        for step in series.tail:
            if span.start <= step.ts < span.stop:
                bucket = sums.setdefault(begin(step.ts), Bucket(last_ts=step.ts))
                bucket.take(step.ts, step.number, step.number is None and step.json is None)
    return sums


def _rows(session: Session, number: int, piece: Piece, *, whole: bool) -> list[Row]:
    level, start, stop = piece
    if level == POINTS:
        grouped = "" if whole else " GROUP BY 1"
        return session.execute(
            f"SELECT {start if whole else _SECOND}, {_POINT_SUMS} {_POINTS}{grouped}", (number, start, stop)
        )
    columns = f"{start}, {_SUMS}" if whole else "begins, points, numbers, total, low, high"
    return session.execute(f"SELECT {columns} {_BUCKETS}", (number, level, start, stop))


def _add(sums: Sums, begin: int, row: Sequence[Any]) -> None:
    points, numbers, total, low, high = row
    if not points:
        return
    if (bucket := sums.get(begin)) is None:
        bucket = sums[begin] = Bucket(last_ts=begin)
    bucket.add(int(points), int(numbers), total or 0.0, low, high)


def _merge(sums: Sums, more: Sums) -> None:
    for begin, bucket in more.items():
        if begin in sums:
            sums[begin].merge(bucket)
        else:
            sums[begin] = bucket


def _refuse_words(gathered: Mapping[Subject, Mapping[str, Sums]], method: Method) -> None:
    buckets = [
        bucket for columns in gathered.values() for sums in columns.values() for bucket in sums.values()
    ]
    if buckets and method != "count" and not any(bucket.numbers for bucket in buckets):
        raise NotDoable("AggrMethod cannot be applied on type TEXT and BOOLEAN.")


def _track(subject: Subject, columns: Mapping[str, Sums], question: Question) -> Track | None:
    assert question.method is not None
    begins = _page(sorted({begin for sums in columns.values() for begin in sums}), question)
    if not begins:
        return None
    values = {
        name: [_value(sums.get(begin), question.method) for begin in begins] for name, sums in columns.items()
    }
    return Track(subject, [] if question.period is None else begins, values)


def _page(begins: list[int], question: Question) -> list[int]:
    """With ``last`` the offset counts from the newest."""
    if question.last is None:
        return begins[question.offset : question.offset + question.limit]
    stop = max(0, len(begins) - question.offset)
    return begins[max(0, stop - min(question.last, question.limit)) : stop]


def _value(bucket: Bucket | None, method: Method) -> Json:
    if bucket is None:
        return 0 if method == "count" else None
    if method == "count":
        return bucket.points
    if not bucket.numbers:
        return None
    if method == "avg":
        return bucket.total / bucket.numbers
    return {"sum": bucket.total, "min": bucket.low, "max": bucket.high}[method]
