"""Working a fee out: pure, from a tariff and a case."""

from collections.abc import Iterable
from datetime import date

from sagacity.kit.money import Yen
from sagacity.ledger.fees import types


class NoSuchFee(LookupError):
    """The tariff has no fee of this key."""


class NoPrice(Exception):
    """The tariff says nothing about such a case on that day; it is put right before anybody pays."""


class BadCase(ValueError):
    """Copies and persons are counted from one."""


def work_out(case: types.Case, *, tariff: types.Tariff) -> types.Fee:
    """What a case costs.

    Raises:
        NoSuchFee, NoPrice, BadCase: no amount is guessed.
    """
    rule = tariff.rules.get(case.fee)
    if rule is None:
        raise NoSuchFee(case.fee)
    if case.copies < 1 or case.things < 1:
        raise BadCase(f"{case.copies} copies of {case.things}")
    day = day_of(rule, case)
    price = price_of(rule, case, day)
    exempt, missing = _exemption(rule, case, day)
    return types.Fee(
        rule=rule,
        version=tariff.version,
        day=day,
        unit_price=price.yen,
        steps=() if exempt else tuple(_steps(rule, case, day, price.yen)),
        units=-(-case.things // rule.per),
        copies=case.copies,
        postage=_postage(tariff, case, day),
        exempt=exempt,
        evidence_missing=missing,
    )


def day_of(rule: types.Rule, case: types.Case) -> date:
    """The day whose rules hold; a later one that is not known yet is the day of the application so far."""
    known = {types.CountsOn.ISSUE: case.issued_on, types.CountsOn.PAYMENT: case.paid_on}
    return known.get(rule.counts_on) or case.applied_on


def price_of(rule: types.Rule, case: types.Case, day: date) -> types.Price:
    """The price that says most about the case.

    Raises:
        NoPrice: none fits, or two say equally much (the lint finds those before a tariff holds).
    """
    found = fitting(rule, case, day)
    most = max((len(one.when) for one in found), default=0)
    best = [one for one in found if len(one.when) == most]
    if len(best) != 1:
        raise NoPrice(rule.key)
    return best[0]


def fitting(rule: types.Rule, case: types.Case, day: date) -> list[types.Price]:
    """Every price that fits, the plain ones too."""
    return [one for one in rule.prices if one.window.holds(day) and fits(one.when, case)]


def fits(when: types.When, case: types.Case) -> bool:
    return all(case.facts.get(name) == value for name, value in when.items())


def _steps(rule: types.Rule, case: types.Case, day: date, price: Yen) -> Iterable[types.Step]:
    """Each change is of the price as the change before it left it; nobody is ever paid for asking."""
    left = price
    for change in rule.changes:
        if not (change.window.holds(day) and fits(change.when, case)):
            continue
        wished = change.yen if change.yen is not None else _part(left, change.percent or 0)
        step = Yen(max(wished, -left))
        left = Yen(left + step)
        yield types.Step(change.name, step)


def _part(price: Yen, percent: int) -> Yen:
    """So many in a hundred, rounded down to the payer's good whichever way it goes."""
    return Yen(price * percent // 100)


def _exemption(
    rule: types.Rule, case: types.Case, day: date
) -> tuple[types.Exemption | None, types.Exemption | None]:
    """The exemption that holds, else the one that would with its evidence."""
    meant = [one for one in rule.exemptions if one.window.holds(day) and fits(one.when, case)]
    proven = [one for one in meant if one.evidence is None or set(one.when) <= case.shown]
    if proven:
        return proven[0], None
    return None, meant[0] if meant else None


def _postage(tariff: types.Tariff, case: types.Case, day: date) -> Yen:
    if not case.by_post:
        return Yen(0)
    holding = next((one for one in tariff.postage if one.window.holds(day)), None)
    if holding is None:
        raise NoPrice("postage")
    return next((yen for most, yen in holding.steps if case.copies <= most), holding.steps[-1][1])
