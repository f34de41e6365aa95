"""Places: when an entity was where a condition holds; a place lasts until the next one is noted."""

from collections.abc import Mapping, Sequence

from sagacity.broker.entity import Attribute, Entity
from sagacity.broker.history import choosing, points, walking
from sagacity.broker.history.choosing import Series, Subject
from sagacity.broker.history.levels import ALWAYS, Span
from sagacity.broker.history.question import Question
from sagacity.broker.selection import Predicate
from sagacity.broker.store.base import Session

_GEOGRAPHICAL = ("geo:json", "geo:point", "GeoProperty")


def spans_of(
    session: Session, *, question: Question, chosen: Sequence[Series]
) -> Mapping[Subject, Sequence[Span]]:
    """The spans of the question for each subject, cut down to when it was in the right place."""
    subjects = {series.subject for series in chosen}
    if question.place is None:
        return dict.fromkeys(subjects, (question.span,))
    spans: dict[Subject, list[Span]] = {subject: [] for subject in subjects}
    for series in choosing.series_for(session, question.at_all()):
        if series.attribute_type in _GEOGRAPHICAL and series.subject in subjects:
            spans[series.subject] = _within(session, series, question.place, question.span)
    return spans


def _within(session: Session, series: Series, place: Predicate, asked: Span) -> list[Span]:
    """The first place known counts for the time before it as well."""
    found: list[Span] = []
    start, inside = asked.start, None
    for step in walking.steps(session, series=series, spans=(ALWAYS,)):
        now = _fits(series, points.join(step.number, step.json), place)
        if inside is not None and now != inside:
            found.extend(_cut(start, step.ts, asked, wanted=inside))
            start = step.ts
        inside = now
    return [*found, *_cut(start, asked.stop, asked, wanted=bool(inside))]


def _cut(start: int, stop: int, asked: Span, *, wanted: bool) -> list[Span]:
    first, last = max(start, asked.start), min(stop, asked.stop)
    return [Span(first, last)] if wanted and first < last else []


def _fits(series: Series, value: object, place: Predicate) -> bool:
    subject = series.subject
    there = Attribute(value=value, type=series.attribute_type)
    return place.matches(Entity(subject.entity, subject.type, subject.path, {series.attribute: there}))
