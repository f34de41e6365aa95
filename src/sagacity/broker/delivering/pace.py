"""How patient delivery is: pauses, limits and ages, all settable."""

import random
from dataclasses import dataclass
from typing import Self

DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Pace:
    """Times in milliseconds. The n-th failure in a row pauses ``first * 2**(n-1)``, at most ``longest``,
    and at most ``probe`` for a receiver that has worked before: an outage ends, a wrong address does not.

    A notification older than ``oldest`` becomes a dead letter. ``lane``: how many requests run to one
    endpoint at a time. The history of deliveries is kept for ``history``, dead letters for ``dead``.
    The tables are looked at each ``poll``, should a bell go unheard.
    """

    first: int = 5_000
    longest: int = 3_600_000
    probe: int = 300_000
    oldest: int = 7 * DAY_MS
    timeout: int = 5_000
    history: int = 14 * DAY_MS
    dead: int = 90 * DAY_MS
    lane: int = 4
    lease: int = 12_000
    poll: int = 1_000

    @classmethod
    def of(cls, pauses: str) -> Self:
        """With other pauses than usual, written ``first:longest``; "" for the usual ones."""
        if not pauses:
            return cls()
        first, longest = (int(part) for part in pauses.split(":"))
        return cls(first=first, longest=longest)

    def pause(self, failures: int, *, has_worked: bool = False) -> int:
        """The pause after that many failures in a row, with jitter of a fifth."""
        longest = min(self.probe, self.longest) if has_worked else self.longest
        plain = self.first * 2 ** min(max(failures - 1, 0), 40)
        if plain >= longest:
            return int(longest * random.uniform(0.8, 1.0))
        return int(min(plain * random.uniform(1.0, 1.2), longest))


USUAL = Pace()
