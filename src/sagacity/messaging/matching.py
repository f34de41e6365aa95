"""Whether one person meets an audience, and by which of its parts. `audiences` asks the same of everybody."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sagacity.messaging import models
from sagacity.messaging.areas import Areas
from sagacity.messaging.children import born
from sagacity.messaging.types import Audience, Reason

Marks = Mapping[str, Collection[str]]  # by kind


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person as audiences see them."""

    key: str
    marks: Marks


def somebody(row: models.Person) -> Somebody:
    """A person with all their marks."""
    return _with_marks(row.key, row.marks.values_list("kind", "value"))


def somebody_of(key: str) -> Somebody:
    """The same by their key; a newcomer has no marks."""
    rows = models.Mark.objects.filter(person__key=key) if key else models.Mark.objects.none()
    return _with_marks(key, rows.values_list("kind", "value"))


def reasons(audience: Audience, somebody: Somebody, *, areas: Areas, on: date) -> tuple[Reason, ...] | None:
    """The parts of an audience that a person meets, by what they chose; None if they miss a part."""
    if audience.is_everybody:
        return (Reason("everybody", ""),)
    found: list[Reason] = []
    for kind, values in _parts(audience, somebody, areas, on):
        if not values:
            return None
        found.extend(Reason(kind, value) for value in values)
    return tuple(found)


def meets(audience: Audience, somebody: Somebody, *, areas: Areas, on: date) -> bool:
    """Whether a person meets every part of an audience."""
    return reasons(audience, somebody, areas=areas, on=on) is not None


def kinds_of(audience: Audience) -> frozenset[str]:
    """The kinds of marks an audience looks at; a change of any other mark changes nothing about it."""
    named = {
        "district": audience.districts or audience.groups or audience.school_districts,
        "topic": audience.topics,
        "child": audience.child_from_months is not None or audience.child_until_months is not None,
        "role": audience.roles,
        "event": audience.events,
    }
    districts = audience.district_marks if named["district"] else ()
    others = {kind for kind, _ in audience.marks}
    return frozenset(kind for kind, said in named.items() if said).union(districts, others)


def _with_marks(key: str, said: Iterable[tuple[str, str]]) -> Somebody:
    marks: dict[str, set[str]] = {}
    for kind, value in said:
        marks.setdefault(kind, set()).add(value)
    return Somebody(key=key, marks=marks)


def _parts(
    audience: Audience, somebody: Somebody, areas: Areas, on: date
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each part that is named, with what the person has of it."""
    kinds = kinds_of(audience)
    if audience.people:
        yield "you", ("",) if somebody.key in audience.people else ()
    if "district" in kinds:
        towns = areas.towns_of(audience)
        here = {town for kind in audience.district_marks for town in _both(somebody, kind, towns)}
        yield "district", tuple(sorted(here))
    for kind, wanted in (("topic", audience.topics), ("role", audience.roles), ("event", audience.events)):
        if wanted:
            yield kind, _both(somebody, kind, wanted)
    if "child" in kinds:
        days = born(on=on, from_months=audience.child_from_months, until_months=audience.child_until_months)
        yield "child", tuple(one for one in sorted(somebody.marks.get("child", ())) if days.includes(one))
    if audience.marks:
        yield from _marks(audience, somebody)


def _marks(audience: Audience, somebody: Somebody) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Marks of mini-apps are one part: any of them is enough."""
    has = [(kind, value) for kind, value in audience.marks if value in somebody.marks.get(kind, ())]
    if not has:
        yield audience.marks[0][0], ()
    for kind, value in has:
        yield kind, (value,)


def _both(somebody: Somebody, kind: str, wanted: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(set(somebody.marks.get(kind, ())) & set(wanted)))
