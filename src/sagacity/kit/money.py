"""Money is a whole number of yen; there is no smaller coin."""

from fractions import Fraction
from typing import NewType

Yen = NewType("Yen", int)


def yen(amount: int) -> Yen:
    """A whole number of yen; anything else is a mistake of the caller."""
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise TypeError(f"yen are whole numbers, not {amount!r}")
    return Yen(amount)


def share(amount: Yen, rate: Fraction) -> Yen:
    """The part of an amount at an exact rate, rounded down to a yen (2/3 is not 0.6667)."""
    return Yen(int(amount * rate // 1))


def written(amount: Yen) -> str:
    """As it stands on a receipt: 1,200円."""
    return f"{amount:,}円"
