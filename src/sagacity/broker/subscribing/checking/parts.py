"""What several parts of a subscription must keep to."""

import re
from collections.abc import Iterable

from sagacity.broker.expressions import macros
from sagacity.broker.refusals import BadRequest
from sagacity.broker.v2 import characters

_QUOTES = re.compile(r"[\"']")
_ANYTHING_BUT = re.compile(r"[<>\"]")


def _outside(text: str) -> str:
    """The text without its macros, which may hold what formulas hold."""
    return "".join(piece for piece in macros.pieces(text) if isinstance(piece, str))


def check_text(text: str, what: str, *, quotes: bool = False) -> None:
    """No forbidden characters outside of macros; ``quotes`` allows those (custom headers)."""
    plain = _outside(text)
    characters.check_value(_QUOTES.sub("", plain) if quotes else plain, what)


def check_url_text(text: str, what: str) -> None:
    """Addresses hold what addresses hold, but nothing that opens a tag or a string."""
    if _ANYTHING_BUT.search(_outside(text)):
        raise BadRequest(f"Invalid characters in {what}")


def check_names(names: Iterable[str], what: str, *, star: bool = True) -> None:
    """Names of attributes or metadata; ``*`` stands for all."""
    for name in names:
        if not (star and name == "*"):
            characters.check_name(name, what)
