"""Words of a question, allowed or taken away: conditions, order, names of attributes."""

import re
from collections.abc import Iterable, Mapping

from sagacity.broker.querying import statements
from sagacity.broker.querying.reading import BUILTIN
from sagacity.broker.refusals import NotSupported

STAR = "*"
_NAME = re.compile(r"\s*!?\s*'?([^'.<>=!~:;\s]*)").match


def attrs(asked: Iterable[str], seen: frozenset[str]) -> tuple[str, ...]:
    """Of the attributes asked for (none: all) those that are seen; they are always named.

    Raises:
        NotSupported: none is.
    """
    wanted = tuple(asked) or (STAR,)
    found = [
        inner
        for name in wanted
        for inner in (sorted(seen) if name == STAR else (name,))
        if inner in seen or inner in BUILTIN
    ]
    if not found:
        raise NotSupported(f"this key does not see {', '.join(wanted)}; it sees {', '.join(sorted(seen))}")
    return tuple(dict.fromkeys(found))


def check(expression: Mapping[str, str], seen: frozenset[str]) -> None:
    """Refuse a condition, or an order, from which something could be learnt that is not seen.

    Raises:
        NotSupported: it names what is not seen, or where a place counts without saying which attribute it is.
    """
    for member in ("q", "mq"):
        if member in expression:
            _check_names(_names_in(expression[member]), seen)
    if "orderBy" in expression:
        names = {token.removeprefix("!") for token in expression["orderBy"].split(",")}
        _check_names(names - {"id", "type", "geo:distance"}, seen)
    if "georel" in expression:
        raise NotSupported(
            "this key sees some attributes only, and a question about places may rest on others"
        )


def _names_in(text: str) -> set[str]:
    """The attributes a condition is about, also as a reader who does not know quotes would find them."""
    found = {statement.path[0] for statement in statements.parse(text)}
    return found | {match[1] for piece in text.split(";") if (match := _NAME(piece)) is not None}


def _check_names(names: set[str], seen: frozenset[str]) -> None:
    if hidden := names - seen - BUILTIN:
        raise NotSupported(
            f"this key does not see {', '.join(sorted(hidden))}, so nothing can be asked about it"
        )
