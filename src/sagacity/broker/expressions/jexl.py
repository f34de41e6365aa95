"""Expressions as the reference broker knows them: JEXL, whose every failure is null."""

from dataclasses import dataclass
from functools import lru_cache

from sagacity.broker.entity import Json
from sagacity.broker.expressions import parsing
from sagacity.broker.expressions.budget import Budget
from sagacity.broker.expressions.failing import Fails
from sagacity.broker.expressions.nodes import Node, or_null

_FAILURES = (Fails, ArithmeticError, ValueError, TypeError, LookupError, OSError, RecursionError)


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression; ``problem`` says why a malformed one is always null."""

    text: str
    node: Node | None
    problem: str = ""

    def value(self, context: dict[str, Json]) -> Json:
        """Its value among these names, or None when it fails."""
        if self.node is None:
            return None
        try:
            return or_null(self.node(Budget(context)))
        except _FAILURES:
            return None


@lru_cache(maxsize=4096)
def compile(text: str) -> Expression:
    """The expression; never raises."""
    try:
        return Expression(text, parsing.parse(text))
    except (Fails, RecursionError) as why:
        return Expression(text, None, str(why))
