"""Operations that see values alone, not the data behind them."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from sagacity.kit.logic import meaning
from sagacity.kit.logic.meaning import BadRule

Given = list[Any]
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _at(given: Given, place: int) -> Any:
    return given[place] if place < len(given) else None


def _chain(given: Given, fits: Callable[[int], bool]) -> bool:
    """a < b, or a < b < c."""
    if len(given) < 2:
        return False
    found = [meaning.compared(one, other) for one, other in pairwise(given[:3])]
    return all(one is not None and fits(one) for one in found)


def _numbers(given: Given) -> list[int | float] | None:
    found = [meaning.number(one) for one in given]
    return None if any(one is None for one in found) else [one for one in found if one is not None]


def _plus(given: Given) -> Any:
    numbers, total = _numbers(given), 0
    if numbers is None:
        return None
    return _folded(numbers, total, lambda one, other: one + other)


def _times(given: Given) -> Any:
    numbers = _numbers(given)
    return None if not numbers else _folded(numbers, 1, lambda one, other: one * other)


def _folded(
    numbers: list[int | float], start: int, step: Callable[[int | float, int | float], int | float]
) -> int | float | None:
    """Counted anew at each step, so that both languages leave their range at the same place."""
    left: int | float | None = start
    for one in numbers:
        if left is None:
            return None
        left = meaning.counted(step(left, one))
    return left


def _minus(given: Given) -> Any:
    numbers = _numbers(given[:2])
    if not numbers:
        return None
    return meaning.counted(-numbers[0] if len(numbers) == 1 else numbers[0] - numbers[1])


def _by(given: Given) -> Any:
    numbers = _numbers(given[:2])
    if numbers is None or len(numbers) < 2 or numbers[1] == 0:
        return None
    return meaning.counted(float(numbers[0]) / float(numbers[1]))


def _rest(given: Given) -> Any:
    numbers = _numbers(given[:2])
    if numbers is None or len(numbers) < 2 or numbers[1] == 0:
        return None
    return meaning.counted(math.fmod(numbers[0], numbers[1]))


def _outer(given: Given, pick: Callable[[list[int | float]], int | float]) -> Any:
    numbers = _numbers(_list_or(given))
    return pick(numbers) if numbers else None


def _list_or(given: Given) -> Given:
    """The entries of one list, or what was given itself."""
    return given[0] if len(given) == 1 and isinstance(given[0], list) else given


def _in(given: Given) -> bool:
    one, all_of_it = _at(given, 0), _at(given, 1)
    if isinstance(all_of_it, str):
        return isinstance(one, str) and one in all_of_it
    return isinstance(all_of_it, list | tuple) and any(meaning.equal(one, each) for each in all_of_it)


def _cat(given: Given) -> str:
    text = "".join(meaning.written(one) for one in given)
    if len(text) > meaning.LONGEST:
        raise BadRule("too_long")
    return text


def _substr(given: Given) -> Any:
    text, start, length = _at(given, 0), _at(given, 1), _at(given, 2)
    if not isinstance(text, str) or not _is_whole(start):
        return None
    rest = text[int(start) :]
    return rest[: int(length)] if _is_whole(length) else rest


def _is_whole(value: Any) -> bool:
    return meaning.is_number(value) and isinstance(meaning.counted(value), int)


def _merge(given: Given) -> list[Any]:
    found: list[Any] = []
    for one in given:
        found += one if isinstance(one, list) else [one]
        if len(found) > meaning.LONGEST:
            raise BadRule("too_long")
    return found


def _count(given: Given) -> int:
    """How many entries; of a text, how many characters; of nothing, none."""
    one = _at(given, 0)
    return len(one) if isinstance(one, list | tuple | str) else 0


def _day(value: Any) -> date | None:
    if not isinstance(value, str) or _DAY.fullmatch(value) is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _days(given: Given) -> int | None:
    """From one day to another, so many later; None unless both are days."""
    first, second = _day(_at(given, 0)), _day(_at(given, 1))
    return (second - first).days if first and second else None


def _years(given: Given) -> int | None:
    """Whole years from one day to another, as an age is counted: born on 29 February, older on 1 March."""
    first, second = _day(_at(given, 0)), _day(_at(given, 1))
    if not first or not second:
        return None
    return second.year - first.year - ((second.month, second.day) < (first.month, first.day))


PLAIN: Mapping[str, Callable[[Given], Any]] = {
    "==": lambda given: meaning.equal(_at(given, 0), _at(given, 1)),
    "!=": lambda given: not meaning.equal(_at(given, 0), _at(given, 1)),
    "===": lambda given: meaning.same(_at(given, 0), _at(given, 1)),
    "!==": lambda given: not meaning.same(_at(given, 0), _at(given, 1)),
    "!": lambda given: not meaning.is_true(_at(given, 0)),
    "!!": lambda given: meaning.is_true(_at(given, 0)),
    "<": lambda given: _chain(given, lambda found: found < 0),
    "<=": lambda given: _chain(given, lambda found: found <= 0),
    ">": lambda given: _chain(given, lambda found: found > 0),
    ">=": lambda given: _chain(given, lambda found: found >= 0),
    "+": _plus,
    "-": _minus,
    "*": _times,
    "/": _by,
    "%": _rest,
    "min": lambda given: _outer(given, min),
    "max": lambda given: _outer(given, max),
    "in": _in,
    "cat": _cat,
    "substr": _substr,
    "merge": _merge,
    "count": _count,
    "days": _days,
    "years": _years,
}
