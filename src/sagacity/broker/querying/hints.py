"""What an index may know of a statement beforehand: necessary, never sufficient."""

from collections.abc import Sequence

from sagacity.broker.querying.literals import Literal, Span
from sagacity.broker.querying.statements import Statement
from sagacity.broker.selection import Comparison, Hint

_SIDES: dict[str, tuple[Comparison, ...]] = {
    "==": (">=", "<="), ">": (">=",), ">=": (">=",), "<": ("<=",), "<=": ("<=",)
}  # fmt: skip


def of(statement: Statement) -> tuple[Hint, ...]:
    """Hints for a comparison with the plain value of one attribute.

    An array that contains the value passes ``==``: an index must hold its members too.
    ``>`` becomes ``>=``: two numbers that differ may be the same in an index of floats.
    """
    sides = _SIDES.get(statement.operator, ())
    if len(statement.path) > 1 or not sides:
        return ()
    operand = statement.operand
    literals = (operand.low, operand.high) if isinstance(operand, Span) else operand
    return _bounds(statement.path[0], literals, sides)


def _bounds(name: str, literals: Sequence[Literal], sides: tuple[Comparison, ...]) -> tuple[Hint, ...]:
    if (ends := _numbers(literals) or _texts(literals)) is None:
        return ()
    low, high = ends
    if low == high and len(sides) == 2:
        return (Hint(name, "==", low),)
    return tuple(Hint(name, side, low if side == ">=" else high) for side in sides)


def _numbers(literals: Sequence[Literal]) -> tuple[float, float] | None:
    found = [literal.value for literal in literals]
    numbers = [
        float(value) for value in found if isinstance(value, int | float) and not isinstance(value, bool)
    ]
    return (min(numbers), max(numbers)) if len(numbers) == len(found) else None


def _texts(literals: Sequence[Literal]) -> tuple[str, str] | None:
    """A text that is a moment also stands for its kept form: the hint must let both through."""
    found = [literal.value for literal in literals]
    texts = [value for value in found if isinstance(value, str) and "\0" not in value]
    if len(texts) != len(found):
        return None
    forms = texts + [stamp for literal in literals if (stamp := literal.stamp) is not None]
    return min(forms), max(forms)
