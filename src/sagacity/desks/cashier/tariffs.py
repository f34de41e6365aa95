"""The tariff in words: each price with when it holds, and the sentence that explains a case of it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sagacity.desks.cashier import words
from sagacity.ledger import api as ledger
from sagacity.ledger.api import Rule, Tariff, Window


@dataclass(frozen=True, slots=True)
class Said:
    """One price, change or exemption in words, and an example."""

    what: str
    when: str
    until: str
    sentence: str
    holds_now: bool


@dataclass(frozen=True, slots=True)
class SaidRule:
    """One fee item in words."""

    key: str
    name: str
    division: str
    law: str
    is_confirmed: bool
    counts_on: str
    per: str
    rows: tuple[Said, ...]


def said(rule: Rule, tariff: Tariff, today: date) -> SaidRule:
    """Everything a rule says."""
    rows = [_price(one.yen, one.when, one.window, rule, tariff, today) for one in rule.prices]
    rows += [
        Said(
            _change(one.yen, one.percent, one.name["ja"]),
            when(one.when),
            window(one.window),
            _example(rule, tariff, _day(one.window, today), one.when),
            one.window.holds(today),
        )
        for one in rule.changes
    ]
    rows += [
        Said(
            _("免除：%(because)s") % {"because": one.because["ja"]},
            when(one.when)
            + (_("（%(paper)sを見たとき）") % {"paper": one.evidence["ja"]} if one.evidence else ""),
            window(one.window),
            _example(rule, tariff, _day(one.window, today), one.when, shown=True),
            one.window.holds(today),
        )
        for one in rule.exemptions
    ]
    per = _("%(per)sまでを1として数えます") % {"per": rule.per} if rule.per > 1 else ""
    return SaidRule(
        rule.key,
        rule.name["ja"],
        rule.division,
        rule.law,
        rule.is_confirmed,
        str(words.COUNTS_ON[rule.counts_on]),
        per,
        tuple(rows),
    )


def postage(tariff: Tariff) -> list[tuple[str, list[tuple[int, int]]]]:
    """What sending costs, by days."""
    return [(window(one.window), [(most, int(yen)) for most, yen in one.steps]) for one in tariff.postage]


def when(said: ledger.When) -> str:
    """The conditions of a price."""
    if not said:
        return _("ふつうの場合")
    return "、".join(f"{words.fact(name)}＝{words.value(value)}" for name, value in sorted(said.items()))


def window(one: Window) -> str:
    """From when to when it holds."""
    if one.since and one.until:
        return _("%(since)sから%(until)sまで") % {"since": one.since, "until": one.until}
    if one.since:
        return _("%(since)sから") % {"since": one.since}
    if one.until:
        return _("%(until)sまで") % {"until": one.until}
    return _("いつでも")


def _price(yen: int, said_when: ledger.When, holds: Window, rule: Rule, tariff: Tariff, today: date) -> Said:
    return Said(
        _("%(yen)s円") % {"yen": f"{yen:,}"},
        when(said_when),
        window(holds),
        _example(rule, tariff, _day(holds, today), said_when),
        holds.holds(today),
    )


def _change(yen: int | None, percent: int | None, name: str) -> str:
    amount = f"{yen:+,}円" if yen is not None else f"{percent:+}%"
    return _("%(name)s：%(amount)s") % {"name": name, "amount": amount}


def _day(one: Window, today: date) -> date:
    """Today, or a day on which it holds."""
    if one.holds(today):
        return today
    return one.since or one.until or today


def _example(rule: Rule, tariff: Tariff, day: date, facts: ledger.When, *, shown: bool = False) -> str:
    case = ledger.Case(
        rule.key,
        day,
        issued_on=day,
        paid_on=day,
        facts=facts,
        shown=frozenset(facts) if shown else frozenset(),
    )
    try:
        return ledger.explain(ledger.work_out(case, tariff=tariff))
    except ledger.NoPrice:
        return _("この条件だけでは額が決まりません。ほかの条件といっしょに使います。")
