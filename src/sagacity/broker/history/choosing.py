"""Choosing: which series a question is about, with what still waits in the tail for each of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sagacity.broker.history import instances, tail
from sagacity.broker.history.question import Question
from sagacity.broker.querying import patterns
from sagacity.broker.store.base import Row, Session


class Subject(NamedTuple):
    """An entity, as histories tell it apart."""

    entity: str
    type: str
    path: str


class Step(NamedTuple):
    """One point of one series."""

    ts: int
    n: int  # order of arrival
    number: float | None
    json: bytes | None
    received: int = 0


@dataclass(slots=True)
class Series:
    """``number`` is None while all its points are still in the tail."""

    subject: Subject
    attribute: str
    attribute_type: str
    number: int | None = None
    tail: list[Step] = field(default_factory=list)


def series_for(session: Session, question: Question) -> list[Series]:
    """All series of a question, by entity, then by name of the attribute."""
    where, values = _conditions(question)
    found: dict[tuple[Subject, str], Series] = {}
    for number, path, entity, type_, attribute, attribute_type in session.execute(
        f"SELECT id, path, entity, type, attr, attr_type FROM broker_series WHERE {where}", values
    ):
        subject = Subject(entity, type_, path)
        found[subject, attribute] = Series(subject, attribute, attribute_type, number)
    if (first := tail.first(session)) is not None:
        waiting = session.execute(
            "SELECT path, entity, type, attr, attr_type, ts, n, val_num, val_json, recv_ts FROM broker_tail"
            f" WHERE {where} AND n >= ? ORDER BY ts, n",
            (*values, first),
        )
        _hang_on(found, waiting)
    return sorted(_allowed(found.values(), question), key=lambda one: (one.subject, one.attribute))


def _hang_on(found: dict[tuple[Subject, str], Series], waiting: Sequence[Row]) -> None:
    for path, entity, type_, attribute, attribute_type, *step in waiting:
        subject = Subject(entity, type_, path)
        if (series := found.get((subject, attribute))) is None:
            series = found[subject, attribute] = Series(subject, attribute, attribute_type)
        series.tail.append(Step(*step))


def _allowed(series: Iterable[Series], question: Question) -> Iterable[Series]:
    pattern = patterns.compile(question.id_pattern) if question.id_pattern else None
    for one in series:
        if not any(scope.covers(one.subject.path) for scope in question.paths):
            continue
        name, dataset = instances.parts(one.attribute)
        if dataset and not question.means_further(name):
            continue
        if question.window and not question.window(one.subject.path, one.subject.type, name):
            continue
        if pattern is None or pattern.fits(one.subject.entity):
            yield one


def _conditions(question: Question) -> tuple[str, list[str]]:
    where, values = ["tenant = ?"], [question.tenant]
    for column, wanted in (
        ("entity", question.entities),
        ("type", question.types),
        ("attr", question.attributes),
    ):
        if wanted:
            where.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            values.extend(wanted)
    if question.attributes and question.further:
        likes = " OR ".join([f"{where.pop()}", *["attr LIKE ? ESCAPE '!'"] * len(question.attributes)])
        where.append(f"({likes})")
        values += [instances.pattern_of(name) for name in question.attributes]
    return " AND ".join(where), values
