"""What a pattern for ids or types asks, where it can be answered without a regular expression."""

import re
from dataclasses import dataclass
from typing import Literal

from sagacity.broker.querying import patterns

_ANYTHING = frozenset({".*", "^.*", "^.*$", ".*$", ".+", "^.+$", ".", "^", "$"})
_PLAIN = re.compile(r"\^((?:[A-Za-z0-9_:,@/ -]|\\[.+*?()\[\]{}|^$\\-])+)(\$|\.\*\$?)?")


@dataclass(frozen=True, slots=True)
class Shape:
    """``kind`` "any", "exact" or "prefix" with the text itself, or "pattern"."""

    kind: Literal["any", "exact", "prefix", "pattern"]
    text: str = ""

    def fits(self, text: str) -> bool:
        """Whether an id or a type is meant."""
        if self.kind == "any":
            return True
        if self.kind == "exact":
            return text == self.text
        if self.kind == "prefix":
            return text.startswith(self.text)
        return patterns.compile(self.text).fits(text)


ANY = Shape("any")


def shape(pattern: str) -> Shape:
    """The cheapest question that means the same; names hold no line breaks, so ``.*`` fits all of them."""
    if pattern in _ANYTHING:
        return ANY
    found = _PLAIN.fullmatch(pattern)
    if found is None:
        return Shape("pattern", pattern)
    text = re.sub(r"\\(.)", r"\1", found[1])
    return Shape("exact" if found[2] == "$" else "prefix", text)
