"""Facts of the guide: life events with their rules, and what comes of answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sagacity.kit.money import Yen
from sagacity.procedures.api import Answers, Checked, Definition, FeeRule, Rule, Words


@dataclass(frozen=True, slots=True)
class Desk:
    """Where people go: one place of one division."""

    key: str
    name: Words
    division: str
    is_outside: bool = False  # not of the city: it cannot be booked here


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to bring."""

    key: str
    label: Words


@dataclass(frozen=True, slots=True)
class Task:
    """A procedure as the guide tells of it; `online` names the pack's definition where there is one."""

    key: str
    name: Words
    desk: str
    minutes: int  # at the counter
    law: str = ""
    online: str = ""  # key of a procedure of the pack
    note: Words = field(default_factory=dict)
    is_confirmed: bool = False
    to_confirm: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limit:
    """Until when: days, months or years from the day of an answer."""

    counted_from: str  # key of a date question
    days: int = 0
    months: int = 0
    first_day: str = "next"  # "same": the day itself counts, as in the family register
    moves_to_open_day: bool = True


@dataclass(frozen=True, slots=True)
class Bring:
    """One paper that a rule wants, when and why."""

    paper: str
    when: Rule = None
    why: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GuideRule:
    """When a procedure is to be done at a life event, and what it takes."""

    key: str
    task: str
    when: Rule = None
    why: Words = field(default_factory=dict)  # why this household has to do it
    limit: Limit | None = None
    fee: FeeRule | None = None
    fee_when: Rule = None
    fee_is_asked: bool = False  # it costs something that the tariff does not say
    minutes_each: str = ""  # key of a question: so many times the minutes
    brings: tuple[Bring, ...] = ()
    law: str = ""  # beside that of the task


@dataclass(frozen=True, slots=True)
class Event:
    """A life event: what is asked, and the rules, in the order in which things are done."""

    key: str
    order: int
    definition: Definition  # its questions, judged as those of a procedure are
    rules: tuple[GuideRule, ...]
    sources: tuple[str, ...] = ()
    is_confirmed: bool = False
    to_confirm: Words = field(default_factory=dict)

    @property
    def name(self) -> Words:
        return self.definition.name

    @property
    def about(self) -> Words:
        return self.definition.about


@dataclass(frozen=True, slots=True)
class Guide:
    """All of a pack's guide."""

    events: Mapping[str, Event]
    tasks: Mapping[str, Task]
    papers: Mapping[str, Paper]
    desks: Mapping[str, Desk]
    service: str = ""  # what is booked for a visit: key of a service of `slots.toml`


@dataclass(frozen=True, slots=True)
class Step:
    """One procedure that this household does."""

    rule: str
    task: Task
    desk: Desk
    why: Words
    law: str
    minutes: int
    until: date | None  # last day, moved where offices rest
    yen: Yen | None  # None: it costs something, to be asked
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Needed:
    """A paper, once, with everything it is for."""

    paper: Paper
    steps: tuple[str, ...]  # keys of rules
    why: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """One desk, with what is done there."""

    desk: Desk
    minutes: int
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that a household has to do at a life event."""

    event: str
    checked: Checked  # what was answered, and what is still missing or wrong
    steps: tuple[Step, ...]
    papers: tuple[Needed, ...]
    desks: tuple[Visit, ...]
    minutes: int
    yen: Yen
    asks_fee: bool  # beside the sum something is to be asked

    @property
    def minutes_here(self) -> int:
        """At the city's own desks: the length of one visit."""
        return sum(one.minutes for one in self.desks if not one.desk.is_outside)

    @property
    def first_until(self) -> date | None:
        return min((one.until for one in self.steps if one.until), default=None)


@dataclass(frozen=True, slots=True)
class Tick:
    """One procedure of a set that was done at the counter."""

    rule: str
    at: datetime
    by: str  # key of the member of staff


@dataclass(frozen=True, slots=True)
class HandedSet:
    """The answers of one household for a counter; nothing in it says whose they are."""

    key: str
    event: str
    answers: Answers
    revision: int
    made_at: datetime
    until: datetime
    ticks: tuple[Tick, ...] = ()

    @property
    def done(self) -> frozenset[str]:
        return frozenset(one.rule for one in self.ticks)


@dataclass(frozen=True, slots=True)
class Handed:
    """A set with its token, told once: only the digest is kept."""

    token: str
    set: HandedSet


@dataclass(frozen=True, slots=True)
class Household:
    """A golden example: answers, and what exactly has to come out."""

    file: str
    event: str
    name: Words
    on: date
    answers: Answers
    steps: Mapping[str, date | None]  # rule → last day
    papers: tuple[str, ...]
    desks: tuple[str, ...]
    minutes: int
    yen: int
    asks_fee: bool = False
