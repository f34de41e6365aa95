"""Files on their way in: runs, messages, differences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What became of a row, or what a message says of it."""

    APPLIED = "applied"  # 取り込めます
    REPAIRED = "repaired"  # 直しました (the row is applied)
    CONFIRM = "to_confirm"  # 確認してください
    REFUSED = "refused"  # 取り込めません


@dataclass(frozen=True, slots=True)
class Message:
    """One line of an import report: where, what stands there, what was expected, what to do."""

    outcome: Outcome  # REPAIRED, CONFIRM or REFUSED
    rule: str  # "L3-01" of the national rules, or an own stable code such as "code.leading_zero"
    sheet: str
    row: int | None  # the line in the file as a person counts it (1 = first line); None = whole file
    column: str  # the heading as it stands in the file
    found: str
    expected: str
    action: str  # one sentence in Japanese: what was done, or what to do now


@dataclass(frozen=True, slots=True)
class ReportLine(Message):
    """A message of a run, with what may be answered to it and what was."""

    key: str = ""  # of this line within its run
    proposal: Mapping[str, Any] = field(default_factory=dict)  # column → value that "accept" takes
    answer: str = ""  # "" | "accept" | "keep" | "skip"
    answered_by: str = ""


class RunState(StrEnum):
    RECEIVED = "received"
    ASKING = "asking"  # nobody knows its kind or what its headings mean: a person says it
    CHECKING = "checking"
    CHECKED = "checked"  # report is there; waits for answers or for approval
    SUBMITTED = "submitted"  # waits for a second person
    APPLYING = "applying"
    APPLIED = "applied"  # published
    REFUSED = "refused"
    CANCELLED = "cancelled"
    UNDOING = "undoing"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One file on its way from a desk to the city."""

    key: str
    state: RunState
    file: str
    kind: str  # "" while nobody knows
    dataset: str
    encoding: str
    edition: str
    rows: int
    applied: int
    to_confirm: int
    refused: int
    new: int
    changed: int
    unchanged: int
    vanished: int
    progress: float  # 0.0 … 1.0 of the step under way
    problem: str  # why it stands still, in one sentence; "" when it does not
    received_at: datetime
    received_by: str
    decided_at: datetime | None = None
    decided_by: str = ""
    submitted_at: datetime | None = None
    submitted_by: str = ""
    submitted_by_key: str = ""  # this person cannot approve
    sheet: str = ""
    byte_size: int = 0
    sha256: str = ""
    same_file_as: str = ""  # key of an earlier run of the very same file
    follows: str = ""  # key of the run whose open questions this one carries
    origin: str = "file"  # "file" | "rest" | "correction" | "form"
    job: str = ""  # key of the job at work on it
    questions: int = 0  # messages that wait for an answer
    kept_after_undo: tuple[str, ...] = ()  # records that stayed because somebody changed them later


@dataclass(frozen=True, slots=True)
class Entry:
    """One record somebody entered by hand, on its way to be published."""

    run: ImportRun
    name: str
    record: str  # key of the event, place … it changes; "" for a new one
    values: Mapping[str, str] = field(default_factory=dict)  # column → text, as in a cell


@dataclass(frozen=True, slots=True)
class Change:
    """What a run would do to one record."""

    row: int
    record: str  # key, "" for a new one
    name: str
    what: str  # "new" | "changed" | "unchanged" | "vanished" | "duplicate?" | "moved?"
    fields: tuple[tuple[str, str, str], ...] = field(default_factory=tuple)  # (column, before, after)


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did: how many records stand as before, and which stayed because of later changes."""

    run: str
    restored: int
    kept: tuple[str, ...]
    pending: bool = False  # a big run: the worker does it, look at the run
