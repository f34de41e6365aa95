"""``${expression}`` in texts and in JSON."""

from functools import lru_cache

from sagacity.broker.entity import Json
from sagacity.broker.expressions import jexl
from sagacity.broker.expressions.jexl import Expression
from sagacity.broker.expressions.texts import cast

Piece = str | Expression


def has_macro(text: str) -> bool:
    """Whether the text holds a complete macro."""
    return any(not isinstance(piece, str) for piece in pieces(text))


def fill(text: str, context: dict[str, Json]) -> str:
    """The text with the value of every macro in its place; what fails reads ``null``."""
    return "".join(piece if isinstance(piece, str) else cast(piece.value(context)) for piece in pieces(text))


def fill_json(value: Json, context: dict[str, Json]) -> Json:
    """JSON with its macros filled; one that is a whole text keeps its type. Keys stay as they are."""
    if isinstance(value, str):
        found = pieces(value)
        if len(found) == 1 and not isinstance(found[0], str):
            return found[0].value(context)
        return fill(value, context)
    if isinstance(value, list):
        return [fill_json(member, context) for member in value]
    if isinstance(value, dict):
        return {key: fill_json(member, context) for key, member in value.items()}
    return value


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[Piece, ...]:
    """The text cut into what stays and what is worked out."""
    found: list[Piece] = []
    kept = 0
    while (start := text.find("${", kept)) >= 0:
        end = _end(text, start + 2)
        if end < 0:
            break
        if start > kept:
            found.append(text[kept:start])
        found.append(jexl.compile(text[start + 2 : end]))
        kept = end + 1
    if kept < len(text):
        found.append(text[kept:])
    return tuple(found)


def _end(text: str, start: int) -> int:
    """Where the macro closes: the brace that is neither quoted nor an object's; -1 when nowhere."""
    depth, quote = 0, ""
    at = start
    while at < len(text):
        letter = text[at]
        if quote:
            at += letter == "\\"
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter == "{":
            depth += 1
        elif letter == "}":
            if depth == 0:
                return at
            depth -= 1
        at += 1
    return -1
