"""From a selection to SQL that leaves out most rows, and to a filter that leaves out the rest."""

import operator
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sagacity.broker.entity import Entity
from sagacity.broker.querying import patterns
from sagacity.broker.selection import Box, Hint, Order, PathScope, Reach, Selection, Subject
from sagacity.broker.store.indexing import LONGEST_TEXT, OPAQUE, Promoted

Filter = Callable[[Entity], bool]


@dataclass(slots=True)
class Conditions:
    """Parts of a WHERE clause and their values."""

    parts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, sql: str, *values: Any) -> None:
        self.parts.append(sql)
        self.values.extend(values)

    def any_of(self, column: str, wanted: tuple[str, ...]) -> None:
        if wanted:
            self.add(f"{column} IN ({', '.join('?' * len(wanted))})", *wanted)

    def __str__(self) -> str:
        return " AND ".join(self.parts)


def conditions(selection: Selection, *, at: int, promoted: Promoted, among: str) -> Conditions:
    """What the database decides; rectangles are added by each store in its own words.

    ``among`` is how a store says that a row is one of those ``{}`` finds.
    """
    where = Conditions()
    where.add("tenant = ?", selection.tenant)
    where.add("(expires IS NULL OR expires > ?)", at)
    if selection.after:
        where.add("seq > ?", selection.after)
    where.any_of("id", selection.ids)
    where.any_of("type", selection.types)
    _add_paths(where, selection.paths)
    _add_reach(where, selection.within)
    _add_subjects(where, selection.any_of)
    for hint in usable_hints(selection, promoted):
        _add_hint(where, selection, hint, among)
    return where


def usable_hints(selection: Selection, promoted: Promoted) -> list[Hint]:
    """Hints on attributes that are indexed for every type asked for."""
    if not selection.types:
        return []
    indexed = frozenset.intersection(
        *(promoted.get((selection.tenant, type_), frozenset()) for type_ in selection.types)
    )
    return [hint for hint in all_hints(selection) if hint.attribute in indexed]


def all_hints(selection: Selection) -> list[Hint]:
    return [hint for predicate in selection.predicates for hint in predicate.hints]


def boxes(selection: Selection) -> list[Box]:
    """Rectangles outside of which nothing fits."""
    return [box for predicate in selection.predicates if (box := predicate.box) is not None]


def _add_reach(where: Conditions, within: tuple[Reach, ...]) -> None:
    """Each part of a reach holds its own types at its own paths."""
    parts: list[str] = []
    values: list[Any] = []
    for reach in within:
        part = Conditions(["tenant IS NOT NULL"])
        _add_paths(part, (reach.scope,))
        part.any_of("type", reach.types)
        parts.append(f"({part})")
        values += part.values
    if parts:
        where.add(f"({' OR '.join(parts)})", *values)


def _add_paths(where: Conditions, paths: tuple[PathScope, ...]) -> None:
    if any(scope.subtree and scope.path == "/" for scope in paths):
        return
    parts: list[str] = []
    values: list[Any] = []
    for scope in paths:
        parts.append("path = ?")
        values.append(scope.path)
        if scope.subtree:
            below = f"{scope.path}/"
            parts.append("substr(path, 1, ?) = ?")
            values += [len(below), below]
    where.add(f"({' OR '.join(parts)})", *values)


def _add_subjects(where: Conditions, subjects: tuple[Subject, ...]) -> None:
    """Ids and types of a batch query, when every alternative names one."""
    if subjects and all(subject.id for subject in subjects):
        where.any_of("id", tuple({subject.id for subject in subjects}))
    if subjects and all(subject.type for subject in subjects):
        where.any_of("type", tuple({subject.type for subject in subjects}))


def _add_hint(where: Conditions, selection: Selection, hint: Hint, among: str) -> None:
    column, value, sign = "num", hint.value, hint.comparison.replace("==", "=")
    if isinstance(value, str):
        column, value = "txt", value[:LONGEST_TEXT]
        sign = {">": ">=", "<": "<="}.get(sign, sign)  # cut texts may be equal where the whole is not
    types = ", ".join("?" * len(selection.types))
    rows = f"SELECT seq FROM broker_attr WHERE tenant = ? AND type IN ({types}) AND name = ?"
    place = (selection.tenant, *selection.types, hint.attribute)
    found = f"{rows} AND {column} {sign} ? UNION ALL {rows} AND txt = ?"
    where.add(among.format(found), *place, value, *place, OPAQUE)


def early_filter(selection: Selection) -> Callable[[str, str], bool] | None:
    """What can be said by id and type alone, before the attributes of a row are even read."""
    if not selection.id_pattern and not selection.type_pattern:
        return None
    fits_id = patterns.compile(selection.id_pattern or ".*").fits
    fits_type = patterns.compile(selection.type_pattern or ".*").fits
    return lambda id_, type_: fits_id(id_) and fits_type(type_)


def remaining_filter(selection: Selection) -> Filter | None:
    """What only Python can decide, or None when the database has decided all."""
    tests: list[Filter] = []
    if selection.id_pattern:
        fits_id = patterns.compile(selection.id_pattern).fits
        tests.append(lambda entity: fits_id(entity.id))
    if selection.type_pattern:
        fits_type = patterns.compile(selection.type_pattern).fits
        tests.append(lambda entity: fits_type(entity.type))
    if selection.any_of:
        fits = [_subject_filter(subject) for subject in selection.any_of]
        tests.append(lambda entity: any(fit(entity) for fit in fits))
    if selection.having:
        wanted = frozenset(selection.having)
        tests.append(lambda entity: not wanted.isdisjoint(entity.attributes))
    tests += [predicate.matches for predicate in selection.predicates]
    if not tests:
        return None
    if len(tests) == 1:
        return tests[0]
    return lambda entity: all(test(entity) for test in tests)


def _subject_filter(subject: Subject) -> Filter:
    tests: list[Filter] = []
    if subject.id:
        tests.append(lambda entity: entity.id == subject.id)
    if subject.type:
        tests.append(lambda entity: entity.type == subject.type)
    if subject.id_pattern and subject.id_pattern != ".*":
        fits_id = patterns.compile(subject.id_pattern).fits
        tests.append(lambda entity: fits_id(entity.id))
    if subject.type_pattern and subject.type_pattern != ".*":
        fits_type = patterns.compile(subject.type_pattern).fits
        tests.append(lambda entity: fits_type(entity.type))
    return lambda entity: all(test(entity) for test in tests)


def sort(entities: Iterable[Entity], order: tuple[Order, ...]) -> list[Entity]:
    """By the last step first: Python's sort keeps equals in their order, also when reversed."""
    found = sorted(entities, key=operator.attrgetter("seq"))
    for step in reversed(order):
        found.sort(key=step.key, reverse=step.descending)  # type: ignore[arg-type]
    return found


def filtered(rows: Iterable[Entity], fits: Filter | None) -> Iterator[Entity]:
    return iter(rows) if fits is None else (entity for entity in rows if fits(entity))
