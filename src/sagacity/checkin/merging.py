"""Putting together what several devices wrote down of one person, by rule.

Pure: no tables. The result is the same in any order of arrival. Nothing is ever lost; what the rules cannot
decide becomes a doubt for staff.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sagacity.checkin.types import Doubt, Kind, Stay


@dataclass(frozen=True, slots=True)
class Note:
    """One entry of one person, with the device's clock put right."""

    uuid: str
    device: str
    counter: int
    at: datetime
    reception: str
    kind: Kind
    card: str = ""
    code: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A doubt and the entries it is about, in the order in which they happened."""

    doubt: Doubt
    reception: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """Where one person was, and what staff are asked about it."""

    stays: tuple[Stay, ...]
    asked: tuple[Asked, ...]


def merge(*, person: str, notes: Iterable[Note], exclusive: bool) -> Merged:
    """Follow one person through their entries, corrections already taken out.

    `exclusive`: nobody is at two of these receptions at once, as with shelters; the later one wins, with a
    doubt whether they really moved. Events are followed one by one.
    """
    ordered = sorted(notes, key=lambda note: (note.at, note.device, note.counter, note.uuid))
    asked = _same_codes(ordered)
    groups = [ordered] if exclusive else _by_reception(ordered)
    stays: list[Stay] = []
    for group in groups:
        walk = _Walk(person)
        for note in group:
            walk.take(note)
        stays += walk.stays()
        asked += walk.asked
    return Merged(tuple(stays), tuple(asked))


class _Walk:
    """One person, entry after entry."""

    def __init__(self, person: str) -> None:
        self.person = person
        self.done: list[Stay] = []
        self.open: list[Note] = []  # entries of the stay that goes on
        self.asked: list[Asked] = []

    def take(self, note: Note) -> None:
        here = self.open[0].reception if self.open else ""
        if note.kind == Kind.CHECK_IN:
            if here and here != note.reception:
                self.asked.append(Asked(Doubt.TRANSFER, note.reception, (self.open[-1].uuid, note.uuid)))
                self._close(until=note.at, moved_to=note.reception)
            self.open.append(note)
        elif here == note.reception:
            self.open.append(note)
            self._close(until=note.at)
        elif not self._left_just_before(note):
            self.asked.append(Asked(Doubt.NEVER_CAME, note.reception, (note.uuid,)))
            self.done.append(Stay(note.reception, self.person, None, note.at, (note.uuid,)))

    def stays(self) -> list[Stay]:
        if self.open:
            self._close(until=None)
        return self.done

    def _close(self, *, until: datetime | None, moved_to: str = "") -> None:
        first = self.open[0]
        uuids = tuple(note.uuid for note in self.open)
        self.done.append(Stay(first.reception, self.person, first.at, until, uuids, moved_to))
        self.open = []

    def _left_just_before(self, note: Note) -> bool:
        """Whether they went out here already: the second reading at a door says nothing new."""
        if not self.done or self.done[-1].reception != note.reception or self.open:
            return False
        last = self.done[-1]
        self.done[-1] = Stay(
            last.reception, last.person, last.since, last.until, (*last.entries, note.uuid), last.moved_to
        )
        return True


def _by_reception(notes: Sequence[Note]) -> list[list[Note]]:
    groups: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        groups[note.reception].append(note)
    return list(groups.values())


def _same_codes(notes: Sequence[Note]) -> list[Asked]:
    """One picture of one moment at two devices: one of them was shown a copy."""
    shown: dict[tuple[str, int], list[Note]] = defaultdict(list)
    for note in notes:
        if note.code:
            shown[note.card, note.code].append(note)
    return [
        Asked(Doubt.SAME_CODE, same[-1].reception, tuple(note.uuid for note in same))
        for same in shown.values()
        if len({note.device for note in same}) > 1
    ]


def missing_numbers(counters: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Which numbers a device has used that nobody received: first and last of each hole."""
    holes, before = [], 0
    for number in sorted(set(counters)):
        if number > before + 1:
            holes.append((before + 1, number - 1))
        before = number
    return tuple(holes)
