"""Many lengths of time in little room: how many there are of each tenth of a minute."""

from collections import Counter
from datetime import timedelta

TENTHS = timedelta(seconds=6)
LONGEST = 14_400  # tenths: a day; what is longer was a clock gone wrong


class Spans:
    """Lengths in minutes; a year of them takes no more room than a day."""

    __slots__ = ("_many", "_tenths")

    def __init__(self) -> None:
        self._tenths: Counter[int] = Counter()
        self._many = 0

    def add(self, span: timedelta) -> None:
        """One more; what is below zero (called before its time) waited nothing."""
        self._tenths[min(max(round(span / TENTHS), 0), LONGEST)] += 1
        self._many += 1

    @property
    def many(self) -> int:
        return self._many

    def within(self, share: float) -> float:
        """The minutes within which this share of them lies (0.5 is the median); 0.0 when there are none."""
        wanted = share * (self._many - 1)
        seen = 0
        for tenths in sorted(self._tenths):
            seen += self._tenths[tenths]
            if seen > wanted:
                return tenths / 10
        return 0.0

    @property
    def median(self) -> float:
        return self.within(0.5)
