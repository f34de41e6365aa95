"""Tracks: what one entity was over time, as parallel arrays; the form in which every answer is told."""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from sagacity.broker.entity import Json
from sagacity.broker.history import points, walking
from sagacity.broker.history.choosing import Series, Step, Subject
from sagacity.broker.history.levels import Span
from sagacity.broker.history.question import Question
from sagacity.broker.store.base import Session


@dataclass(slots=True)
class Track:
    """``index`` holds moments in ms; every column is as long as it, None where there was no reading."""

    subject: Subject
    index: list[int] = field(default_factory=list)
    columns: dict[str, list[Json]] = field(default_factory=dict)


class Reading(NamedTuple):
    """All that was noted of an entity at one moment."""

    ts: int
    subject: Subject
    values: dict[str, Json]


def tracks(
    session: Session,
    *,
    question: Question,
    chosen: Sequence[Series],
    spans: Mapping[Subject, Sequence[Span]],
) -> list[Track]:
    """The readings a question asks for, entity by entity; limit, offset and last count readings."""
    most = question.limit if question.last is None else min(question.last, question.limit)
    if len(chosen) == 1:
        return _track_of_one(session, question, chosen[0], spans, most)
    every = readings(
        session,
        chosen=chosen,
        spans=spans,
        backwards=question.last is not None,
        page=min(most + question.offset, 500),
    )
    asked = list(islice(every, question.offset, question.offset + most))
    if question.last is not None:
        asked.reverse()
    return _by_subject(asked, chosen)


def readings(
    session: Session,
    *,
    chosen: Sequence[Series],
    spans: Mapping[Subject, Sequence[Span]],
    backwards: bool = False,
    page: int = 500,
) -> Iterator[Reading]:
    """What happened to all these series, in the order of time."""
    walks = [
        _labelled(number, one, walking.steps(
            session, series=one, spans=spans.get(one.subject, ()), backwards=backwards, page=page
        ))
        for number, one in enumerate(chosen)
    ]  # fmt: skip
    reading: Reading | None = None
    for ts, _, _, number, value in heapq.merge(*walks, reverse=backwards):
        one = chosen[number]
        if reading is None or reading[:2] != (ts, one.subject) or one.attribute in reading.values:
            if reading is not None:
                yield reading
            reading = Reading(ts, one.subject, {})
        reading.values[one.attribute] = value
    if reading is not None:
        yield reading


def _track_of_one(
    session: Session,
    question: Question,
    series: Series,
    spans: Mapping[Subject, Sequence[Span]],
    most: int,
) -> list[Track]:
    """The same for a single series, as charts ask for: nothing has to be put side by side."""
    backwards, offset = question.last is not None, question.offset
    walk = walking.steps(
        session,
        series=series,
        spans=spans.get(series.subject, ()),
        backwards=backwards,
        page=min(most + offset, 1_000),
    )
    found = list(islice(walk, offset, offset + most))
    if backwards:
        found.reverse()
    values = [points.join(step.number, step.json) for step in found]
    index = [step.ts for step in found]
    return [Track(series.subject, index, {series.attribute: values})] if found else []


def _labelled(
    number: int, series: Series, walk: Iterable[Step]
) -> Iterator[tuple[int, Subject, int, int, Json]]:
    for step in walk:
        yield step.ts, series.subject, step.n, number, points.join(step.number, step.json)


def _by_subject(asked: Iterable[Reading], chosen: Sequence[Series]) -> list[Track]:
    names: dict[Subject, list[str]] = {}
    for series in chosen:
        names.setdefault(series.subject, []).append(series.attribute)
    found: dict[Subject, Track] = {}
    for ts, subject, values in asked:
        if (track := found.get(subject)) is None:
            columns: dict[str, list[Json]] = {name: [] for name in names[subject]}
            track = found[subject] = Track(subject, columns=columns)
        track.index.append(ts)
        for name, column in track.columns.items():
            column.append(values.get(name))
    return [found[subject] for subject in names if subject in found]
