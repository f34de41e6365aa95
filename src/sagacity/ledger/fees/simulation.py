"""What a change of rules would have meant for cases there were: each worked out by both tariffs."""

from collections.abc import Iterable
from dataclasses import dataclass

from sagacity.kit.money import Yen
from sagacity.ledger.fees import types, working_out


@dataclass(frozen=True, slots=True)
class Effect:
    """One fee item under the old and the new tariff."""

    fee: str
    cases: int
    dearer: int
    cheaper: int
    unanswered: int  # cases that one of the tariffs has no amount for
    before: Yen
    after: Yen

    @property
    def difference(self) -> Yen:
        return Yen(self.after - self.before)


def simulate(cases: Iterable[types.Case], *, before: types.Tariff, after: types.Tariff) -> tuple[Effect, ...]:
    """The effect on each fee item, in the order of their keys. Any number of cases, one at a time."""
    sums: dict[str, list[int]] = {}
    for case in cases:
        found = sums.setdefault(case.fee, [0] * 6)
        found[0] += 1
        try:
            old, new = (working_out.work_out(case, tariff=tariff).amount for tariff in (before, after))
        except (working_out.NoPrice, working_out.NoSuchFee):
            found[3] += 1
            continue
        found[1] += new > old
        found[2] += new < old
        found[4] += old
        found[5] += new
    return tuple(
        Effect(fee, many, dearer, cheaper, unanswered, Yen(old), Yen(new))
        for fee, (many, dearer, cheaper, unanswered, old, new) in sorted(sums.items())
    )
