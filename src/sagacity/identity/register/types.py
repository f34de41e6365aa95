"""Facts that leave the register: frozen, without database rows behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

SEXES = ("male", "female", "other", "")


class ColumnGroup(StrEnum):
    """What is asked for together and allowed together; whatever is not named is denied."""

    NAME = "name"  # for a desk at an event, which needs no more
    FOUR_FACTS = "four_facts"  # name, birth date, sex, address
    HOUSEHOLD = "household"
    SUPPORT = "support"  # that somebody is under support measures, and where they live


class MatchKind(StrEnum):
    """What came of comparing four facts with the register."""

    ONE = "one"
    NONE = "none"
    SEVERAL = "several"
    DIFFERS = "differs"  # the person is known, but one fact is written otherwise
    SUBSTITUTE_MARK = "substitute_mark"  # a letter was replaced, so nobody can compare


@dataclass(frozen=True, slots=True)
class Inhabitant:
    """Somebody in the register, without anything that tells who."""

    key: str
    district: str  # key of a town; empty when no town of the address is known
    lives_here: bool
    ended_on: date | None
    has_support_measures: bool  # for rooms that must hide something; never shown to anybody


@dataclass(frozen=True, slots=True)
class Standing:
    """What rules may ask about somebody on a day."""

    lives_here: bool
    age: int  # years


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register is told of one person: minimal facts."""

    number: str  # the register's own 宛名番号
    name: str
    birth_date: date
    kana: str = ""
    sex: str = ""
    address: str = ""
    household: str = ""  # the register's own 世帯番号
    name_as_given: str = ""  # as written before signs were replaced; else the same
    district: str = ""
    has_support_measures: bool = False
    is_closed_to_others: bool = False  # 他業務参照不可フラグ


@dataclass(frozen=True, slots=True)
class Facts:
    """What was asked for with a purpose; groups that were not asked for are empty."""

    key: str
    name: str = ""
    kana: str = ""
    name_as_given: str = ""
    birth_date: date | None = None
    sex: str = ""
    address: str = ""
    address_is_withheld: bool = False
    household: tuple[str, ...] = ()
    has_support_measures: bool = False


@dataclass(frozen=True, slots=True)
class DemoFacts:
    """Four facts of an invented person, for the test cards of a demonstration."""

    name: str
    birth_date: date
    sex: str
    address: str


@dataclass(frozen=True, slots=True)
class Match:
    """What came of a comparison; the key is given for one and for differs."""

    kind: MatchKind
    inhabitant: str = ""
    differing: tuple[str, ...] = ()  # names of facts: name, address


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody does not live here any more."""

    key: str
    why: str  # "moved_out" | "died"
    on: date


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody is written otherwise from now on, or lives here again; only the names of what changed."""

    key: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowMessage:
    """What was said of one row of a file; it repeats no value, for a report is read by many."""

    row: int
    column: str
    said: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one file of changes."""

    key: str
    filename: str
    received_at: datetime
    received_by: str
    is_repeated: bool  # this very file was taken in before: nothing was done now
    encoding: str
    rows: int
    first_sequence: int
    last_sequence: int
    counts: Mapping[str, int]  # by kind of change, "already", "refused"
    messages: tuple[RowMessage, ...]
    left_out: tuple[str, ...]  # headings of columns that were not read
    missing: tuple[tuple[int, int], ...] = ()  # sequence numbers nobody has sent yet
