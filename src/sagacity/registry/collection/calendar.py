"""From rules to days: pure functions. A dated exception changes its own day and kind, nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sagacity.registry.collection.types import (
    Change,
    Closure,
    CollectionDay,
    DatedException,
    Irregular,
    Plan,
    Policy,
    Recess,
    Rule,
    Why,
)

ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a period, and what is unusual about them."""

    days: tuple[CollectionDay, ...]
    irregular: tuple[Irregular, ...]


def days(plan: Plan, *, from_: date, until: date) -> tuple[CollectionDay, ...]:
    """Every collection from one day to another, both included, each kind at most once a day."""
    return make(plan, from_=from_, until=until).days


def make(plan: Plan, *, from_: date, until: date) -> Calendar:
    """The days of a period together with every departure from the rules."""
    found: dict[tuple[date, str], CollectionDay] = {}
    odd: set[Irregular] = set()
    start = from_ - _reach(plan.closures)
    for rule in plan.rules:
        for on in _dates_of(rule, start, until):
            _place(rule, on, plan.closures, found, odd)
    for exception in plan.exceptions:
        _take_away(exception, found, odd)
    for exception in plan.exceptions:
        _give(exception, found, odd)
    inside = [day for day in found.values() if from_ <= day.on <= until]
    told = [fact for fact in odd if from_ <= fact.on <= until]
    return Calendar(
        tuple(sorted(inside, key=_order)), tuple(sorted(told, key=lambda fact: (fact.on, fact.kind)))
    )


def rule_falls_on(rule: Rule, on: date) -> bool:
    """Whether the rule alone, without closures and exceptions, collects on a day."""
    if (rule.valid_from and on < rule.valid_from) or (rule.valid_to and on > rule.valid_to):
        return False
    if rule.dates:
        return on in rule.dates
    if on.weekday() not in rule.weekdays or (rule.months and on.month not in rule.months):
        return False
    if rule.nths and (on.day - 1) // 7 + 1 not in rule.nths:
        return False
    if rule.every > 1:
        return (
            rule.anchor is not None
            and on >= rule.anchor
            and _weeks_between(rule.anchor, on) % rule.every == 0
        )
    return True


def in_recess(recess: Recess, on: date) -> bool:
    """Whether a day lies in a yearly recess, which may run over New Year."""
    first, last, here = (
        (recess.from_month, recess.from_day),
        (recess.to_month, recess.to_day),
        (on.month, on.day),
    )
    return first <= here <= last if first <= last else here >= first or here <= last


def _weeks_between(anchor: date, on: date) -> int:
    monday = anchor - timedelta(days=anchor.weekday())
    return (on - monday).days // 7


def _dates_of(rule: Rule, from_: date, until: date) -> Iterator[date]:
    if rule.dates:
        yield from (on for on in rule.dates if from_ <= on <= until and rule_falls_on(rule, on))
        return
    for offset in range((until - from_).days + 1):
        on = from_ + timedelta(days=offset)
        if rule_falls_on(rule, on):
            yield on


def _place(
    rule: Rule,
    on: date,
    closures: Iterable[Closure],
    found: dict[tuple[date, str], CollectionDay],
    odd: set[Irregular],
) -> None:
    if any(in_recess(recess, on) for recess in rule.recesses):
        odd.add(Irregular(on, rule.kind, Why.RECESS, rule.note))
        return
    # A date that somebody wrote out means that very day, closed or not.
    closure = None if rule.dates else closed(closures, on)
    if closure is None:
        found.setdefault((on, rule.kind), CollectionDay(on, rule.kind, Why.RULE, rule.note))
        return
    if closure.policy is Policy.SKIP:
        odd.add(Irregular(on, rule.kind, Why.CLOSED, closure.note))
        return
    to = on
    while closed(closures, to) is not None:
        to += ONE_WEEK
    odd.add(Irregular(on, rule.kind, Why.CLOSED, closure.note, other_day=to))
    odd.add(Irregular(to, rule.kind, Why.SHIFTED, closure.note, other_day=on))
    found.setdefault((to, rule.kind), CollectionDay(to, rule.kind, Why.SHIFTED, closure.note, instead_of=on))


def closed(closures: Iterable[Closure], on: date) -> Closure | None:
    """The closure a day falls into, if any."""
    return next((closure for closure in closures if closure.from_ <= on <= closure.until), None)


def _reach(closures: Iterable[Closure]) -> timedelta:
    """How far before the asked period to look: a closure may push days of earlier weeks into it."""
    shifting = [one for one in closures if one.policy is Policy.SHIFT]
    return sum((one.until - one.from_ for one in shifting), 2 * ONE_WEEK if shifting else timedelta())


def _take_away(
    exception: DatedException, found: dict[tuple[date, str], CollectionDay], odd: set[Irregular]
) -> None:
    if exception.change is Change.ADD:
        return
    found.pop((exception.on, exception.kind), None)
    odd.add(Irregular(exception.on, exception.kind, Why.CANCELLED, exception.note, other_day=exception.to))


def _give(
    exception: DatedException, found: dict[tuple[date, str], CollectionDay], odd: set[Irregular]
) -> None:
    """Days are given after days are taken: whoever writes both for one day wants the collection."""
    if exception.change is Change.ADD:
        on, why, instead_of = exception.on, Why.ADDED, None
    elif exception.change is Change.MOVE and exception.to is not None:
        on, why, instead_of = exception.to, Why.MOVED, exception.on
    else:
        return
    if (on, exception.kind) not in found:
        found[on, exception.kind] = CollectionDay(on, exception.kind, why, exception.note, instead_of)
        odd.add(Irregular(on, exception.kind, why, exception.note, other_day=instead_of))


def _order(day: CollectionDay) -> tuple[date, str]:
    return day.on, day.kind
