"""Walking: the points of a series in the order of their time, page by page."""

import heapq
from collections.abc import Iterator, Sequence

from sagacity.broker.history.choosing import Series, Step
from sagacity.broker.history.levels import Span
from sagacity.broker.store.base import Session

_PAGE = 1_000
_SELECT = (
    "SELECT ts, n, val_num, val_json, recv_ts FROM broker_history WHERE series = ? AND ts >= ? AND ts < ?"
)
_ONWARDS = f"{_SELECT} AND (ts, n) > (?, ?) ORDER BY ts, n LIMIT ?"
_BACKWARDS = f"{_SELECT} AND (ts, n) < (?, ?) ORDER BY ts DESC, n DESC LIMIT ?"
_BEYOND = 2**62


def steps(
    session: Session, *, series: Series, spans: Sequence[Span], backwards: bool = False, page: int = _PAGE
) -> Iterator[Step]:
    """All points of a series within spans (in order, apart from each other); the newest first on request."""
    for span in reversed(spans) if backwards else spans:
        waiting = [step for step in series.tail if span.start <= step.ts < span.stop]
        if backwards:
            waiting.reverse()
        kept = _kept(session, series, span, backwards, page)
        yield from heapq.merge(kept, waiting, key=_order, reverse=backwards) if waiting else kept


def _kept(session: Session, series: Series, span: Span, backwards: bool, page: int) -> Iterator[Step]:
    if series.number is None:
        return
    sql, end = (_BACKWARDS, _BEYOND) if backwards else (_ONWARDS, -_BEYOND)
    ts, n = end, end
    while True:
        rows = session.execute(sql, (series.number, span.start, span.stop, ts, n, page))
        yield from (Step(*row) for row in rows)
        if len(rows) < page:
            return
        ts, n = rows[-1][:2]
        page = _PAGE


def _order(step: Step) -> tuple[int, int]:
    return step.ts, step.n
