"""When two headings are the same heading: width, spaces, brackets and one common misspelling aside."""

import re
import unicodedata
from functools import cache, lru_cache

from sagacity.registry.kinds.catalogue import all
from sagacity.registry.kinds.kind import Column, Kind

_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def fold(heading: str) -> str:
    """The form in which headings are compared."""
    folded = _SPACES.sub("", unicodedata.normalize("NFKC", heading)).casefold()
    return folded.replace("連結標記", "連結表記").replace("〜", "~")


@cache
def index(kind_key: str) -> dict[str, tuple[Column, bool]]:
    """Folded heading → (column, whether it is the column's own name) of one kind."""
    kind = next(kind for kind in all() if kind.key == kind_key)
    return _index(kind)


def _index(kind: Kind) -> dict[str, tuple[Column, bool]]:
    found = {fold(alias): (column, False) for column in kind.columns for alias in column.aliases}
    found.update({fold(column.name): (column, True) for column in kind.columns})
    return found


@cache
def known() -> frozenset[str]:
    """Every heading any kind knows, folded: how the row of headings is recognised."""
    return frozenset(heading for kind in all() for heading in index(kind.key))
