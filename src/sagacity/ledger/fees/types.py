"""Rules of fees as a city writes them, and what comes of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sagacity.kit.money import Yen

Words = Mapping[str, str]  # by language, "ja" always


class CountsOn(StrEnum):
    """Which day decides the rules that hold."""

    APPLICATION = "application"
    ISSUE = "issue"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class Window:
    """From a day to a day, both included; None: for ever."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def meets(self, other: "Window") -> bool:
        """Whether there is a day that both hold on."""
        starts = [one for one in (self.since, other.since) if one]
        ends = [one for one in (self.until, other.until) if one]
        return not starts or not ends or max(starts) <= min(ends)


When = Mapping[str, str]  # what must be so, such as channel = "convenience"; all of it


@dataclass(frozen=True, slots=True)
class Price:
    """What one unit costs, for whom and when. The price that says most about a case counts."""

    yen: Yen
    when: When = field(default_factory=dict)
    window: Window = Window()


@dataclass(frozen=True, slots=True)
class Change:
    """What is added to or taken off a unit's price: so many yen, or so many in a hundred."""

    name: Words
    yen: Yen | None = None
    percent: int | None = None  # minus: taken off; rounded towards the payer
    when: When = field(default_factory=dict)
    window: Window = Window()


@dataclass(frozen=True, slots=True)
class Exemption:
    """Who pays nothing, and what shows it."""

    because: Words
    when: When
    evidence: Words | None = None  # None: the city knows it itself
    window: Window = Window()


@dataclass(frozen=True, slots=True)
class Rule:
    """One fee item, whole."""

    key: str
    name: Words
    division: str
    law: str
    prices: tuple[Price, ...]
    changes: tuple[Change, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    counts_on: CountsOn = CountsOn.APPLICATION
    per: int = 1  # so many persons or things make one unit, begun ones count whole
    unit: Words = field(default_factory=lambda: {"ja": "通", "en": "copies"})
    is_confirmed: bool = False  # the city has said so itself


@dataclass(frozen=True, slots=True)
class Postage:
    """What sending costs, up to so many copies; the last step holds for more."""

    steps: tuple[tuple[int, Yen], ...]
    window: Window = Window()


@dataclass(frozen=True, slots=True)
class Tariff:
    """All fee items of a city in one version."""

    version: str
    rules: Mapping[str, Rule]
    postage: tuple[Postage, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked for, as far as its fee depends on it."""

    fee: str
    applied_on: date
    copies: int = 1
    things: int = 1  # persons or things on each copy, where the rule counts them
    by_post: bool = False
    issued_on: date | None = None
    paid_on: date | None = None
    facts: When = field(default_factory=dict)  # channel, residence, age, purpose, status …
    shown: frozenset[str] = frozenset()  # facts whose evidence was seen


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a unit's price, for the explanation."""

    name: Words
    yen: Yen


@dataclass(frozen=True, slots=True)
class Fee:
    """What is to be paid, with everything that led there."""

    rule: Rule
    version: str
    day: date
    unit_price: Yen  # before changes
    steps: tuple[Step, ...]
    units: int  # on one copy
    copies: int
    postage: Yen
    exempt: Exemption | None = None
    evidence_missing: Exemption | None = None  # nothing would be paid if this were shown

    @property
    def each(self) -> Yen:
        """One copy."""
        return Yen((self.unit_price + sum(step.yen for step in self.steps)) * self.units)

    @property
    def amount(self) -> Yen:
        return Yen((0 if self.exempt else self.each * self.copies) + self.postage)
