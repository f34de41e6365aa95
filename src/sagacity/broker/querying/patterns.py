"""Patterns that strangers send us: RE2 only, so that no text can make a search slow."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from sagacity.broker.refusals import BadRequest

LONGEST = 1000  # characters of a pattern
_MEMORY = 1 << 20  # bytes; a pattern that unfolds to more is refused

_options = re2.Options()
_options.log_errors = False
_options.max_mem = _MEMORY


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern; it is searched for, not anchored."""

    text: str
    compiled: Any

    def fits(self, text: str) -> bool:
        """Whether the pattern occurs in the text."""
        # bytes: the binding counts characters for every match in a str, which costs more than the search
        return self.compiled.search(text.encode("utf-8", "replace")) is not None


@lru_cache(maxsize=2048)
def compile(text: str) -> Pattern:
    """The pattern, or BadRequest when it is empty, too long, too large or not of RE2's grammar."""
    if not text:
        raise BadRequest("the regular expression is empty; give a pattern, for example .*")
    if len(text) > LONGEST:
        raise BadRequest(f"the regular expression has {len(text)} characters; at most {LONGEST} are taken")
    try:
        return Pattern(text, re2.compile(text, options=_options))
    except (re2.error, UnicodeEncodeError):
        raise BadRequest(
            f"the regular expression '{text}' cannot be used: it is malformed, too large, or uses "
            "look-around or back references, which a linear-time search does not have"
        ) from None
