"""When nothing was answered."""

from collections.abc import Mapping
from typing import Any

from sagacity.procedures import types

DEEPEST = 4  # a table holds rows, a row parts; what is deeper is no answer of ours, and not empty either


def is_empty(question: types.Question, value: Any, depth: int = 0) -> bool:
    """Nothing, spaces, no entries, or parts that are all empty; a no is an answer, except to a consent."""
    if depth > DEEPEST:
        return False
    if question.kind is types.Kind.CONSENT and (value is False or value == "false"):
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        # the kind of an account and the era of a date stand in a form before anything is written
        return all(
            is_empty(question, one, depth + 1) for name, one in value.items() if name not in {"kind", "era"}
        )
    if isinstance(value, list | tuple):
        return all(is_empty(question, one, depth + 1) for one in value)
    return value is None
