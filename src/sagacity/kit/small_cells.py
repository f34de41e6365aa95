"""Counts that leave the city: a small one points at a person, so it is hidden, with what would betray it."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

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


@dataclass(frozen=True, slots=True)
class Sum(Generic[Key]):
    """Cells that add up to a total; the total is a cell too, or stands elsewhere in sight (None)."""

    parts: tuple[Key, ...]
    total: Key | None = None


def hide_joined(
    counts: Mapping[Key, int], sums: Iterable[Sum[Key]], *, least: int = LEAST
) -> dict[Key, int | None]:
    """The counts of a table whose cells are bound by several sums, with None for each that is hidden.

    In each sum either nothing is hidden or at least two cells are, and where its total is seen the hidden
    parts together are no small number: so no sum gives a hidden cell away, however they lie over each other.
    """
    bound = list(sums)
    hidden = {key for key, count in counts.items() if 0 < count < least}
    while more := {key for each in bound for key in _betraying(each, counts, hidden, least)}:
        hidden |= more
    return {key: None if key in hidden else count for key, count in counts.items()}


def _betraying(each: Sum[Key], counts: Mapping[Key, int], hidden: set[Key], least: int) -> list[Key]:
    """The cell of one sum that has to be hidden too, if there is one."""
    total = [] if each.total is None else [each.total]
    unseen = [key for key in each.parts if key in hidden]
    total_unseen = [key for key in total if key in hidden]
    if not unseen and not total_unseen:
        return []
    if len(unseen) + len(total_unseen) > 1 and (total_unseen or sum(counts[key] for key in unseen) >= least):
        return []
    seen = sorted(
        (key for key in each.parts if key not in hidden), key=lambda key: (counts[key] == 0, counts[key])
    )
    return seen[:1] or [key for key in total if key not in hidden]
