"""Before and after: the same weekdays side by side, and what may be said of their difference. Pure."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FEW_DAYS = 5  # pairs of days below which nothing is said
FEW_PEOPLE = 30  # on each side
DRAWS = 1_000
INSIDE = 0.9  # the true difference lies in the range nine times in ten
WEEK = timedelta(days=7)


class Verdict(StrEnum):
    FEW = "few"  # too few days or people to say
    UNCLEAR = "unclear"  # within the ups and downs of days
    LESS = "less"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Measured:
    """What one day adds: `share` is top / bottom of all days together."""

    top: float
    bottom: float
    people: int  # how many it was measured of


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure before and after, the same weekdays of each."""

    days: int  # pairs
    people_before: int
    people_after: int
    before: float
    after: float
    before_spread: tuple[float, float]  # the middle half of days
    after_spread: tuple[float, float]
    low: float  # of the difference, nine times in ten
    high: float
    verdict: Verdict

    @property
    def difference(self) -> float:
        return self.after - self.before


Pair = tuple[Measured, Measured]


def pairs_of_days(*, day: date, weeks: int, today: date) -> list[tuple[date, date]]:
    """Each day from the change on that is over, with the same weekday so many weeks before."""
    after = [day + timedelta(days=number) for number in range(7 * weeks)]
    return [(one - weeks * WEEK, one) for one in after if one < today]


def compare(pairs: Sequence[Pair], *, seed: int = 1) -> Compared | None:
    """The difference of two periods, day by day; None when there is nothing at all.

    Days differ more than the people of a day do, so whole pairs of days are drawn again and again, and the
    range is where nine in ten of the differences fall.
    """
    pairs = [one for one in pairs if one[0].bottom and one[1].bottom]
    if not pairs:
        return None
    before, after = _share([one for one, _ in pairs]), _share([one for _, one in pairs])
    low, high = _range(pairs, seed)
    people = [sum(one[side].people for one in pairs) for side in (0, 1)]
    return Compared(
        days=len(pairs),
        people_before=people[0],
        people_after=people[1],
        before=before,
        after=after,
        before_spread=_middle_half([one for one, _ in pairs]),
        after_spread=_middle_half([one for _, one in pairs]),
        low=low,
        high=high,
        verdict=_verdict(len(pairs), min(people), low, high),
    )


def _share(days: Sequence[Measured]) -> float:
    return sum(one.top for one in days) / sum(one.bottom for one in days)


def _range(pairs: Sequence[Pair], seed: int) -> tuple[float, float]:
    dice = random.Random(seed)
    found = []
    for _ in range(DRAWS):
        drawn = dice.choices(pairs, k=len(pairs))
        found.append(_share([one for _, one in drawn]) - _share([one for one, _ in drawn]))
    found.sort()
    edge = round(DRAWS * (1 - INSIDE) / 2)
    return found[edge], found[-1 - edge]


def _middle_half(days: Sequence[Measured]) -> tuple[float, float]:
    shares = sorted(one.top / one.bottom for one in days)
    quarter = (len(shares) - 1) // 4
    return shares[quarter], shares[-1 - quarter]


def _verdict(days: int, people: int, low: float, high: float) -> Verdict:
    if days < FEW_DAYS or people < FEW_PEOPLE:
        return Verdict.FEW
    if low <= 0 <= high:
        return Verdict.UNCLEAR
    return Verdict.LESS if high < 0 else Verdict.MORE
