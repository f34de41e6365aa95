"""A provider's report of a day beside our books."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sagacity.kit.money import Yen


class Mismatch(StrEnum):
    """Why report and books of a day say different things about a payment."""

    ONLY_THERE = "only_there"  # the provider reports it, and we do not know it
    ONLY_HERE = "only_here"  # we booked it, and the provider does not report it
    AMOUNT = "amount"  # both know it, with different amounts
    ANOTHER_DAY = "another_day"  # we booked the same on another day: heard after midnight, or late


@dataclass(frozen=True, slots=True)
class Difference:
    """One payment about which they differ."""

    payment: str
    there: Yen  # from payer to city, as the provider reports it; back: below nothing
    here: Yen
    reason: Mismatch


@dataclass(frozen=True, slots=True)
class Settlement:
    """One day with one provider."""

    provider: str
    day: date
    lines: int
    gross: Yen  # from payers to the city
    charges: Yen  # what the provider keeps
    differences: tuple[Difference, ...]
    is_posted: bool

    @property
    def net(self) -> Yen:
        """What comes to the bank."""
        return Yen(self.gross - self.charges)
