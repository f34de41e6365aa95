"""What a value is compared with: the right side of a statement of ``q``."""

import re
from dataclasses import dataclass

from sagacity.broker.entity import Json
from sagacity.broker.ld.querying.cursor import Cursor
from sagacity.broker.querying import comparing, dates
from sagacity.broker.refusals import BadRequest

_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_BARE_END = frozenset(";|),")


@dataclass(frozen=True, slots=True)
class Literal:
    """One value; ``stamp`` is its kept form if it is a moment."""

    value: float | str | bool
    stamp: str | None = None


@dataclass(frozen=True, slots=True)
class Operand:
    """One value, a list (any of it) or, with ``is_range``, two ends that belong to it."""

    literals: tuple[Literal, ...]
    is_range: bool = False

    def test(self, operator: str) -> comparing.ValueTest:
        """Whether a value passes ``==``, ``<`` … (not the negations)."""
        raw = self._test(operator, [literal.value for literal in self.literals])
        stamps = [literal.stamp for literal in self.literals if literal.stamp is not None]
        if len(stamps) < len(self.literals):
            return raw
        as_moment = self._test(operator, list(stamps))

        def passes(value: Json) -> bool:
            moment = dates.normal(value) if isinstance(value, str) else None
            return raw(value) if moment is None else as_moment(moment)

        return comparing.containing(passes)

    def _test(self, operator: str, values: list[float | str | bool] | list[str]) -> comparing.ValueTest:
        if operator == "==" and not self.is_range:
            return comparing.one_of(values)
        if operator == "==":
            low, high = values
            if isinstance(low, str) != isinstance(high, str):
                raise BadRequest("q: the two ends of a range must be of one kind")
            return comparing.between(low, high)
        if len(values) != 1:
            raise BadRequest(f"q: {operator} takes one value")
        return comparing.beyond(operator, values[0])


def read(cursor: Cursor) -> Operand:
    """``3``, ``"a","b"``, ``1..5``."""
    first = _literal(cursor)
    if cursor.take(".."):
        return Operand((first, _literal(cursor)), is_range=True)
    found = [first]
    while cursor.take(","):
        found.append(_literal(cursor))
    return Operand(tuple(found))


def read_pattern(cursor: Cursor) -> str:
    """A regular expression, quoted or bare; brackets inside it must be in pairs."""
    if cursor.peek() == '"':
        return cursor.quoted()
    depth, start = 0, cursor.at
    while (sign := cursor.peek()) and not (depth == 0 and sign in ";|)"):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        cursor.at += 2 if sign == "\\" else 1
    return cursor.text[start : cursor.at]


def _literal(cursor: Cursor) -> Literal:
    if cursor.peek() == '"':
        text = cursor.quoted()
        return Literal(text, dates.normal(text) if "T" in text else None)
    start = cursor.at
    while (sign := cursor.peek()) and sign not in _BARE_END and not cursor.text.startswith("..", cursor.at):
        cursor.at += 1
    text = cursor.text[start : cursor.at].strip()
    if not text:
        raise BadRequest(f"q: a value is missing at character {cursor.at + 1}")
    if text in ("true", "false"):
        return Literal(text == "true")
    if _NUMBER.fullmatch(text):
        return Literal(float(text) if any(sign in text for sign in ".eE") else int(text))
    return Literal(text, dates.normal(text) if "T" in text else None)
