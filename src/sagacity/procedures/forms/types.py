"""Facts that leave forms: a form being filled in, what came of saving it, counts of steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sagacity.procedures.api import Answers, Checked, Definition, Fault, Source, Words

PAPERS = "papers"  # the screen where documents are handed in, after all blocks
REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the household, to be ticked. Pages carry `ref`, never `key`."""

    ref: str
    key: str
    name: str  # "" where the register does not tell it to this resident
    relation: str  # "self" | "giver" | "child" | "adult" | "other"
    number: int = 0  # of the adults without a name, in the register's order
    birth_date: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form being filled in."""

    key: str
    procedure: str
    version: str
    owner: str
    resident: str
    inhabitant: str
    mandate: str
    channel: str
    corrects: str  # key of the case whose answers it puts right, or ""
    needs: int
    answers: Answers  # as they were written: good ones in normal form
    sources: Mapping[str, Source]
    given: Mapping[str, tuple[object, Source]]  # what was filled in for the resident, by question
    members: tuple[Member, ...]
    papers: Mapping[str, tuple[str, ...]]  # keys of uploads, by paper
    done: tuple[str, ...]
    revision: int
    case: str
    started_at: datetime
    saved_at: datetime
    until: datetime

    @property
    def is_sent(self) -> bool:
        return bool(self.case)

    @property
    def is_given(self) -> bool:
        """Whether card or register have filled in something."""
        return bool(self.given or self.members)


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving one block."""

    form: Form
    checked: Checked
    faults: tuple[Fault, ...]  # of this block alone
    new: tuple[str, ...] = ()  # questions of this block that appeared by its answers
    elsewhere: Mapping[str, object] = field(default_factory=dict)  # what another window had written meanwhile
    next: str = ""  # where to go on

    @property
    def good(self) -> bool:
        return not (self.faults or self.new or self.elsewhere)


@dataclass(frozen=True, slots=True)
class Standing:
    """A form with everything that follows from it."""

    form: Form
    definition: Definition
    checked: Checked
    why_not: tuple[Words, ...]  # only what is known for certain
    blocks: tuple[str, ...]  # screens, in order, PAPERS among them when there are any
    next: str  # the first screen that is not finished, or REVIEW
    facts: Mapping[str, object] = field(default_factory=dict)  # what rules know of whoever asks


@dataclass(frozen=True, slots=True)
class StepCount:
    """How many forms came to a block and got past it."""

    procedure: str
    version: str
    block: str
    channel: str
    reached: int
    passed: int

    @property
    def left(self) -> int:
        """How many stayed away from here on, or are still at it."""
        return max(0, self.reached - self.passed)
