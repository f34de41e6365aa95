"""Cutting the text of a query at its signs; what stands between single quotes is never cut."""

from sagacity.broker.refusals import BadRequest

QUOTE = "'"


def split(text: str, sign: str) -> list[str]:
    """The pieces between the signs that stand outside quotes."""
    if QUOTE not in text:
        return text.split(sign)
    pieces: list[str] = []
    start = 0
    for at in _outside(text):
        if at >= start and text.startswith(sign, at):
            pieces.append(text[start:at])
            start = at + len(sign)
    pieces.append(text[start:])
    return pieces


def first(text: str, signs: tuple[str, ...]) -> tuple[str, int] | None:
    """The sign that comes first outside quotes, and where; of two at one place the one named first."""
    for at in _outside(text):
        for sign in signs:
            if text.startswith(sign, at):
                return sign, at
    return None


def path(text: str) -> tuple[str, ...]:
    """``a.'b.c'.d`` as its names."""
    names = tuple(plain(piece) for piece in split(text.strip(), "."))
    if not all(names):
        raise BadRequest(f"a name is missing in the path '{text}' of the query; write attribute.inner")
    return names


def plain(piece: str) -> str:
    """A piece without the quotes around it."""
    return piece[1:-1] if is_quoted(piece) else piece


def is_quoted(piece: str) -> bool:
    return len(piece) >= 2 and piece.startswith(QUOTE) and piece.endswith(QUOTE)


def _outside(text: str) -> list[int]:
    places: list[int] = []
    quoted = False
    for at, letter in enumerate(text):
        if letter == QUOTE:
            quoted = not quoted
        elif not quoted:
            places.append(at)
    if quoted:
        raise BadRequest(f"a quote is opened and never closed in the query: {text}")
    return places
