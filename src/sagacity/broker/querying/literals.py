"""Values as they are written in a query: what stands bare has a type by its looks, quotes make it a text."""

import re
from dataclasses import dataclass

from sagacity.broker.querying import dates, tokens
from sagacity.broker.refusals import BadRequest

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_MOST_DIGITS = 18  # beyond that a whole number is compared as a float, as JSON readers do

Plain = float | int | str | bool | None


@dataclass(frozen=True, slots=True)
class Literal:
    """One value; ``at_ms`` when it can be read as a moment (then ``value`` is the text as written)."""

    value: Plain
    at_ms: int | None = None

    @property
    def stamp(self) -> str | None:
        return None if self.at_ms is None else dates.stamp(self.at_ms)


@dataclass(frozen=True, slots=True)
class Span:
    """From ``low`` to ``high``, both included."""

    low: Literal
    high: Literal


Operand = Span | tuple[Literal, ...]


def operand(text: str) -> Operand:
    """What stands behind an operator: one value, a list with commas, or ``min..max``."""
    ends = tokens.split(text, "..")
    if len(ends) == 1:
        return tuple(literal(piece) for piece in tokens.split(text, ","))
    if len(ends) != 2 or any(len(tokens.split(end, ",")) > 1 for end in ends):
        raise BadRequest(f"the range '{text}' of the query is malformed; write min..max")
    return span(literal(ends[0]), literal(ends[1]))


def span(low: Literal, high: Literal) -> Span:
    """A range of numbers, of moments or of texts; BadRequest for a mixture."""
    if not (_is_number(low) and _is_number(high)) and not (
        isinstance(low.value, str) and isinstance(high.value, str)
    ):
        raise BadRequest("both ends of a range in the query must be numbers, dates or strings alike")
    return Span(low, high)


def _is_number(end: Literal) -> bool:
    return isinstance(end.value, int | float) and not isinstance(end.value, bool)


def literal(piece: str) -> Literal:
    """One value as it is meant."""
    piece = piece.strip()
    if tokens.is_quoted(piece):
        return text(piece[1:-1])
    if not piece:
        raise BadRequest("a value is missing in the query; write '' for an empty string")
    if piece in _WORDS:
        return Literal(_WORDS[piece])
    if (value := number(piece)) is not None:
        return Literal(value)
    return text(piece)


def text(value: str) -> Literal:
    """A text, and the moment it stands for if it does."""
    return Literal(value, dates.moment(value) if dates.normal(value) else None)


def number(piece: str) -> float | int | None:
    """The number a text is, or None; one too large for a float is none."""
    if _NUMBER.fullmatch(piece) is None:
        return None
    if piece.lstrip("+-").isdigit() and len(piece) <= _MOST_DIGITS:
        return int(piece)
    value = float(piece)
    return value if value not in (float("inf"), float("-inf")) else None
