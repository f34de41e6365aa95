"""Functions on texts."""

import re
from collections.abc import Callable
from json import dumps
from typing import Any

from sagacity.broker.door import json
from sagacity.broker.entity import Json
from sagacity.broker.expressions.budget import LONGEST
from sagacity.broker.expressions.failing import Fails
from sagacity.broker.expressions.operators import same
from sagacity.broker.querying import patterns
from sagacity.broker.refusals import Refused

_GROUP = re.compile(r"\$(\d)")


def text(value: Json) -> str:
    """A text, or a failure."""
    if not isinstance(value, str):
        raise Fails("the function needs a text")
    return value


def cast(value: Json) -> str:
    """Any value as a text: texts as they are, the rest as JSON."""
    return value if isinstance(value, str) else cast_all(value)


def cast_all(value: Json) -> str:
    """Any value as JSON, texts too."""
    return dumps(value, ensure_ascii=False, separators=(",", ":"))


def split(value: Json, separator: Json) -> list[str]:
    return text(value).split(text(separator))


def index_of(value: Json, part: Json) -> int | None:
    at = text(value).find(text(part))
    return at if at >= 0 else None


def length(value: Json) -> int:
    return len(value) if isinstance(value, list) else len(text(value))


def substring(value: Json, start: Json, end: Json) -> str | None:
    """From ``start`` up to, not including, ``end``; null when they lie outside the text."""
    whole = text(value)
    return whole[int(start) : int(end)] if 0 <= start <= end <= len(whole) else None


def includes(value: Json, part: Json) -> bool:
    if isinstance(value, list):
        return any(same(one, part) for one in value)
    return text(part) in text(value)


def from_json(value: Json) -> Json:
    """What a text holds as JSON."""
    try:
        return json.parse(text(value).encode())
    except Refused:
        return None


def replace(value: Json, old: Json, new: Json) -> str:
    """Every occurrence replaced."""
    whole, old, new = text(value), text(old), text(new)
    if old and len(whole) + whole.count(old) * len(new) > LONGEST:
        raise Fails("the replaced text is too long")
    return whole.replace(old, new)


def replace_by_pattern(value: Json, pattern: Json, new: Json) -> str | None:
    """Every match replaced; ``$1`` in the new text is the first group."""
    whole, new = text(value), text(new)
    if (compiled := _pattern(pattern)) is None:
        return None
    pieces: list[str] = []
    at, size = 0, 0
    for found in compiled.finditer(whole):
        pieces += [whole[at : found.start()], _with_groups(new, found)]
        at, size = found.end(), size + len(pieces[-1])
        if size > LONGEST:
            raise Fails("the replaced text is too long")
    return "".join([*pieces, whole[at:]])


def matches(value: Json, pattern: Json) -> list[str] | None:
    """Every match of a pattern; null when the pattern is none."""
    compiled = _pattern(pattern)
    return None if compiled is None else [found.group(0) for found in compiled.finditer(text(value))]


def _pattern(pattern: Json) -> Any:
    try:
        return patterns.compile(text(pattern)).compiled
    except Refused:
        return None


def _with_groups(new: str, found: Any) -> str:
    groups = (found.group(0), *found.groups())
    return _GROUP.sub(lambda one: groups[int(one[1])] or "" if int(one[1]) < len(groups) else "", new)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "uppercase": lambda value: text(value).upper(),
    "lowercase": lambda value: text(value).lower(),
    "trim": lambda value: text(value).strip(),
    "split": split,
    "indexOf": index_of,
    "len": length,
    "substring": substring,
    "includes": includes,
    "toString": cast,
    "toJson": from_json,
    "replaceStr": replace,
    "replaceRegex": replace_by_pattern,
    "matchRegex": matches,
}
