"""What is done with a case: who may ask, papers, fee, stages, time limits, what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sagacity.procedures.types.words import NO_RULE, Rule, Words


@dataclass(frozen=True, slots=True)
class Eligible:
    """Who may ask: unless `when` holds, `otherwise` says why not and what to do."""

    when: Rule
    otherwise: Words


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to be handed in with the form, as a picture or PDF, or shown at the counter."""

    key: str
    label: Words
    note: Words = field(default_factory=dict)
    required_if: Rule = True
    at_counter_only: bool = False


@dataclass(frozen=True, slots=True)
class FeeRule:
    """How the fee of a case is worked out by the ledger's tariff."""

    item: str  # key of a fee in fees.toml
    copies: str = ""  # key of the question that says how many; "" means one
    things: str = ""
    facts: Mapping[str, Rule] = field(default_factory=dict)  # facts of the tariff, such as purpose, by a rule
    by_post: Rule = False
    pay: str = "before"  # "before" the work begins | "on_decision" | "at_counter"


@dataclass(frozen=True, slots=True)
class Check:
    """Something staff look at before they decide."""

    key: str
    label: Words


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the work on a case."""

    key: str
    name: Words
    division: str  # who owns it
    days: int  # open days until it is late
    checks: tuple[Check, ...] = ()
    four_eyes: bool = False  # somebody else than who did the stage before
    skip_if: Rule = NO_RULE
    decides: bool = False  # here the city approves or refuses


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """Until when a resident must file, counted from an answer."""

    days: int
    counted_from: str  # key of a date question
    first_day: str = "next"  # "same": the day itself is day one (family register); "next" (resident register)
    moves_to_open_day: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an outcome: a heading and a value, by a rule over answers and facts."""

    label: Words
    value: Rule
    key: str = ""  # the name by which `text` of the outcome takes the value


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes out when the city says yes."""

    kind: str  # "certificate" | "permit" | "notice" | "none"
    title: Words = field(default_factory=dict)
    text: Words = field(default_factory=dict)  # "{name}" is filled from lines' keys and case facts
    lines: tuple[Line, ...] = ()
    register: str = ""  # key of a numbered register; "" means that of the procedure
    valid_months: int | None = None
    delivery: tuple[str, ...] = ("inbox",)  # "inbox", "counter", "post"
