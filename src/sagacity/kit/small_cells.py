"""Counts that leave the city: a small one points at a person, so it is hidden, with what would betray it."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

LEAST = 10  # the smallest count that is shown; zero tells of nobody and is shown too

Key = TypeVar("Key", bound=Hashable)


def hide(counts: Mapping[Key, int], *, least: int = LEAST, total_shown: bool = True) -> dict[Key, int | None]:
    """The counts with None for each that is hidden.

    Where the sum is shown too, a single hidden cell could be worked out from it, and so could several whose
    hidden sum is small: then the next smallest are hidden with it, until at least two are and their sum is no
    small number either.
    """
    hidden = {key for key, count in counts.items() if 0 < count < least}
    if hidden and total_shown:
        others = sorted((key for key in counts if key not in hidden), key=lambda key: counts[key])
        others.sort(key=lambda key: counts[key] == 0)  # a zero hides nothing, so it comes last
        for key in others:
            if len(hidden) > 1 and sum(counts[one] for one in hidden) >= least:
                break
            hidden.add(key)
    return {key: None if key in hidden else count for key, count in counts.items()}
