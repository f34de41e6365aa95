"""Entities that have a history, each with the moment of its newest point."""

from collections.abc import Iterable
from typing import NamedTuple

from sagacity.broker.history import choosing, levels
from sagacity.broker.history.choosing import Series, Subject
from sagacity.broker.history.levels import ALWAYS, Span
from sagacity.broker.history.question import Question
from sagacity.broker.store.base import Session

_NEWEST = (
    "SELECT last_ts FROM broker_rollup WHERE series = ? AND level = ? AND begins >= ? AND begins < ?"
    " ORDER BY begins DESC LIMIT 1"
)


class Known(NamedTuple):
    """An entity and when it was last heard of, in ms."""

    subject: Subject
    newest: int


def entities_in(session: Session, question: Question) -> list[Known]:
    """The entities of a question that were heard of within its days, in the order of their ids."""
    newest: dict[Subject, int] = {}
    for series in choosing.series_for(session, question):
        if (moment := _newest(session, series, question.span)) is not None:
            newest[series.subject] = max(moment, newest.get(series.subject, moment))
    known = [Known(subject, moment) for subject, moment in newest.items()]
    return known[question.offset : question.offset + question.limit]


def types_in(session: Session, chosen: Iterable[Series]) -> list[str]:
    """The types of those entities that have any points left."""
    return sorted({series.subject.type for series in chosen if _newest(session, series, ALWAYS) is not None})


def _newest(session: Session, series: Series, span: Span) -> int | None:
    start, stop = span.start, span.stop
    moments = [step.ts for step in series.tail if start <= step.ts < stop]
    if series.number is not None:
        first = levels.begin_of(levels.DAY, start)
        rows = session.execute(_NEWEST, (series.number, levels.DAY, first, stop))
        moments += [row[0] for row in rows if start <= row[0]]
    return max(moments, default=None)
