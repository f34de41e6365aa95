"""Looking a tariff over before it holds: cases without an amount, prices that say the same, missing words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product

from sagacity.ledger.fees import types, working_out


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a rule. `code` is stable; `about` fills its sentence in."""

    fee: str
    code: str  # "no_price" | "two_prices" | "price_never_used" | "missing_words" | "not_confirmed"
    about: str


def look(tariff: types.Tariff, *, languages: Sequence[str], on: date) -> list[Fault]:
    """Everything that is wrong with a tariff from a day on, rule by rule."""
    return [fault for rule in tariff.rules.values() for fault in _look_at(rule, tariff, languages, on)]


def _look_at(rule: types.Rule, tariff: types.Tariff, languages: Sequence[str], on: date) -> Iterator[Fault]:
    yield from _words_missing(rule, languages)
    if not rule.is_confirmed:
        yield Fault(rule.key, "not_confirmed", "")
    for one, other in combinations(rule.prices, 2):
        if one.when == other.when and one.window.meets(other.window):
            yield Fault(rule.key, "two_prices", written(one.when))
    used: set[int] = set()
    for day, facts in product(_days(rule, on), _cases(rule)):
        case = types.Case(rule.key, applied_on=day, facts=facts)
        try:
            used.add(id(working_out.price_of(rule, case, day)))
        except working_out.NoPrice:
            fitting = working_out.fitting(rule, case, day)
            code = "two_prices" if fitting else "no_price"
            yield Fault(rule.key, code, f"{day}, {written(facts)}")
    for price in rule.prices:
        is_past = price.window.until is not None and price.window.until < on
        if id(price) not in used and not is_past:
            yield Fault(rule.key, "price_never_used", written(price.when))


def _days(rule: types.Rule, on: date) -> Iterable[date]:
    """The first day and every day on which something begins or has ended: between them nothing changes."""
    turns = {on}
    for price in rule.prices:
        turns |= {day for day in (price.window.since,) if day}
        turns |= {day + timedelta(days=1) for day in (price.window.until,) if day and day < date.max}
    return sorted(day for day in turns if day >= on)


def _cases(rule: types.Rule) -> Iterator[Mapping[str, str]]:
    """Every mix of what the prices ask about, and of something else that none of them names."""
    values: dict[str, set[str]] = {}
    for price in rule.prices:
        for name, value in price.when.items():
            values.setdefault(name, set()).add(value)
    is_open = {name for name in values if any(name not in price.when for price in rule.prices)}
    choices = [
        [(name, value) for value in sorted(found)] + ([(name, "")] if name in is_open else [])
        for name, found in sorted(values.items())
    ]
    for mix in product(*choices):
        yield {name: value for name, value in mix if value}


def _words_missing(rule: types.Rule, languages: Sequence[str]) -> Iterator[Fault]:
    texts = {"name": rule.name, "unit": rule.unit}
    texts |= {f"change {number}": one.name for number, one in enumerate(rule.changes, 1)}
    for number, one in enumerate(rule.exemptions, 1):
        texts[f"exemption {number}"] = one.because
        if one.evidence:
            texts[f"evidence {number}"] = one.evidence
    for where, words in texts.items():
        if missing := [language for language in languages if not words.get(language)]:
            yield Fault(rule.key, "missing_words", f"{where}: {', '.join(missing)}")


def written(when: types.When) -> str:
    return ", ".join(f"{name}={value}" for name, value in sorted(when.items())) or "any"
