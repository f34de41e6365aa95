"""Cases as bills keep them, and cases found again from bills that kept none."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sagacity.ledger.fees import types, working_out
from sagacity.ledger.fees.billing import POSTAGE


def written(case: types.Case) -> dict[str, Any]:
    """A case as JSON keeps it."""
    return {
        "fee": case.fee,
        "applied_on": case.applied_on.isoformat(),
        "copies": case.copies,
        "things": case.things,
        "by_post": case.by_post,
        "issued_on": _iso(case.issued_on),
        "paid_on": _iso(case.paid_on),
        "facts": dict(case.facts),
        "shown": sorted(case.shown),
    }


def read(said: Mapping[str, Any]) -> types.Case:
    """A case that was kept."""
    return types.Case(
        fee=said["fee"],
        applied_on=date.fromisoformat(said["applied_on"]),
        copies=said["copies"],
        things=said["things"],
        by_post=said["by_post"],
        issued_on=_day(said["issued_on"]),
        paid_on=_day(said["paid_on"]),
        facts=said["facts"],
        shown=frozenset(said["shown"]),
    )


def guessed(
    *, fee: str, day: date, amount: int, count: int, is_by_post: bool, tariff: types.Tariff
) -> types.Case | None:
    """A case that costs just as much, found by trying what the prices ask about; None: none does."""
    rule = tariff.rules.get(fee)
    for facts in _facts_of(rule) if rule else ():
        for copies, things in {(count, 1), (1, count)}:
            case = types.Case(fee, day, copies=copies, things=things, by_post=is_by_post, facts=facts)
            try:
                if working_out.work_out(case, tariff=tariff).amount == amount:
                    return case
            except (working_out.NoPrice, working_out.BadCase):
                continue
    return None


def has_postage(names: Iterator[Mapping[str, str]]) -> bool:
    """Whether one of these lines of a bill is the postage."""
    return any(name.get("ja") == POSTAGE["ja"] for name in names)


def _facts_of(rule: types.Rule) -> Iterator[types.When]:
    """Plain first, then what each price, change and exemption asks about, as it stands in the tariff."""
    yield {}
    seen: list[types.When] = [{}]
    asked = [one.when for one in rule.prices]
    asked += [one.when for one in rule.changes] + [one.when for one in rule.exemptions]
    for when in asked:
        if when not in seen:
            seen.append(when)
            yield when


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
