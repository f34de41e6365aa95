"""Facts of visits: who is at the counter for what, the one sheet, the screen, the list at the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sagacity.procedures.api import Checked, Definition, Source
from sagacity.procedures.forms.api import Member


class State(StrEnum):
    """Where a visit stands."""

    OPEN = "open"  # being filled in
    SIGNED = "signed"  # the resident has confirmed and signed what stands in it
    DONE = "done"  # everything was taken in
    LEFT = "left"  # ended without


class How(StrEnum):
    """How the resident signed."""

    SCREEN = "screen"  # drawn, or written in letters, on their screen
    PAPER = "paper"  # on the printed sheet: the screen is lost or nobody can use it


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whom a clerk has before them."""

    inhabitant: str  # "" where the register does not know them, as for those who move in
    resident: str  # key of their account, or ""
    purpose: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One procedure of a visit, in the version that was in force when it was opened."""

    procedure: str
    version: str
    case: str = ""  # key of the case that came of it
    number: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """The one signature of a visit, and what exactly it is for."""

    how: How
    at: datetime
    revision: int  # of the sheet
    digest: str  # of all answers
    upload: str = ""  # key of the picture


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at the counter, for everything at once."""

    key: str
    event: str  # key of the life event, or ""
    handed: str  # key of the guide's set, or ""
    ticket: str  # the number they were called by, or ""
    clerk: str  # key of the member of staff who has it now
    visitor: Visitor
    wanted: tuple[Wanted, ...]
    state: State
    revision: int
    signed: Signed | None
    opened_at: datetime
    until: datetime
    ended_at: datetime | None
    screen: bool  # whether a screen of the resident is joined

    @property
    def is_over(self) -> bool:
        return self.state in {State.DONE, State.LEFT}

    @property
    def left(self) -> tuple[Wanted, ...]:
        return tuple(one for one in self.wanted if not one.case)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading of the sheet: "" asks what several procedures share."""

    procedure: str
    title: Mapping[str, str]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Composed:
    """Several procedures as one definition of one block, and where each answer goes."""

    definition: Definition
    groups: tuple[Group, ...]
    places: Mapping[str, Mapping[str, str]]  # procedure → its question → question of the sheet

    def part(self, procedure: str, answers: Mapping[str, object]) -> dict[str, object]:
        """The answers of one procedure."""
        own = self.places[procedure]
        return {question: answers[key] for question, key in own.items() if key in answers}

    def times(self, question: str) -> int:
        """In how many procedures one answer is used."""
        return sum(question in own.values() for own in self.places.values())


@dataclass(frozen=True, slots=True)
class Part:
    """How one procedure of the sheet stands."""

    wanted: Wanted
    definition: Definition
    checked: Checked

    @property
    def is_whole(self) -> bool:
        return self.checked.good


@dataclass(frozen=True, slots=True)
class Sheet:
    """The one sheet of a visit with everything that follows from it."""

    visit: Visit
    composed: Composed
    answers: Mapping[str, object]
    sources: Mapping[str, Source]
    members: tuple[Member, ...]
    facts: Mapping[str, object]
    checked: Checked
    parts: tuple[Part, ...]

    @property
    def is_whole(self) -> bool:
        return bool(self.parts) and not self.checked.faults and all(one.is_whole for one in self.parts)


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing into a sheet."""

    sheet: Sheet
    elsewhere: Mapping[str, object]  # what the other screen wrote meanwhile; it stands
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    """A code by which a screen joins, told once."""

    code: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """A procedure that could not be taken in, and the exception that says why."""

    wanted: Wanted
    problem: Exception


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of finishing: cases, and what stands in the way of others."""

    visit: Visit
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of the list at the end."""

    name: Mapping[str, str]
    number: str  # of the case, or ""
    desk: Mapping[str, str]
    until: date | None
    is_done: bool
    brings: tuple[Mapping[str, str], ...]  # papers that are still to be brought
    yen: int | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """What happened and what follows. Nothing in it says whose it is."""

    name: Mapping[str, str]
    made_at: datetime
    until: datetime
    outcomes: tuple[Outcome, ...]
