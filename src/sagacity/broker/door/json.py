"""JSON from outside: quickly refused when it is none, or nested deeper than anything real."""

from collections.abc import Iterable
from typing import Any

import orjson

from sagacity.broker.refusals import NotJson

DEEPEST = 64  # levels; orjson itself gives up at about a thousand, the recursion of others much earlier
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
NOT_JSON = "Errors found in incoming JSON buffer"


def parse(body: bytes) -> Any:
    """The value a body holds.

    Raises:
        NotJson: no JSON, or nested deeper than DEEPEST.
    """
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as problem:
        raise NotJson(NOT_JSON) from problem
    if not _surely_flat(body) and _too_deep(value):
        raise NotJson(f"{NOT_JSON}: nested deeper than {DEEPEST} levels")
    return value


def _surely_flat(body: bytes) -> bool:
    """Of the brackets alone the innermost pairs go away, round by round; those in texts may disturb that."""
    left = body.translate(None, _NO_BRACKETS)
    for _ in range(DEEPEST):
        shorter = left.replace(b"{}", b"").replace(b"[]", b"")
        if len(shorter) == len(left):
            break
        left = shorter
    return not left


def _too_deep(value: Any) -> bool:
    """Level by level, so that depth costs no stack."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(DEEPEST):
        level = [inner for outer in level for inner in _parts(outer) if isinstance(inner, dict | list)]
        if not level:
            return False
    return True


def _parts(outer: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return outer.values() if isinstance(outer, dict) else outer
