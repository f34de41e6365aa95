"""The words of an expression."""

import re
from dataclasses import dataclass
from typing import Literal

from sagacity.broker.expressions.failing import Fails

Kind = Literal["number", "text", "name", "sign", "end"]

_WORD = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?)"
    r"|(?P<text>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
    r"|(?P<name>[^\W\d][\w$]*)"
    r"|(?P<sign>&&|\|\||==|!=|>=|<=|//|[-+*/%^<>!?:.,|()\[\]{}]))",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\([\\'\"])")  # other backslashes stay: patterns need them


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str


END = Token("end", "")


def cut(text: str) -> list[Token]:
    """The words in their order, with END behind them."""
    found: list[Token] = []
    text = text.rstrip()
    at = 0
    while at < len(text):
        if (word := _WORD.match(text, at)) is None:
            raise Fails(f"'{text[at : at + 10]}' cannot be read in the expression")
        found.append(_token(word))
        at = word.end()
    return [*found, END]


def _token(word: re.Match[str]) -> Token:
    for kind in ("number", "name", "sign"):
        if (text := word[kind]) is not None:
            return Token(kind, text)
    return Token("text", _ESCAPED.sub(r"\1", word["text"][1:-1]))
