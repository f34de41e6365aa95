"""Finding a procedure by words, life event or division."""

from collections.abc import Iterator
from datetime import datetime

from sagacity.kit.japanese import kana, widths
from sagacity.kit.manifest import in_language
from sagacity.procedures import types
from sagacity.procedures.definitions import procedures


def find(
    *, words: str = "", life_event: str = "", division: str = "", at: datetime, language: str = "ja"
) -> list[types.Definition]:
    """Procedures in force that fit everything asked, the best first, then by their name in the language.

    Words find names in every language, kana in any script, and what residents call it.
    """
    wanted = [_folded(word) for word in words.replace("\u3000", " ").split()]
    fitting = [
        one
        for one in procedures(at=at)
        if (not life_event or life_event in one.life_events) and (not division or division == one.division)
    ]
    ranked = [(_rank(one, wanted), in_language(one.name, language), one) for one in fitting]
    return [one for rank, _, one in sorted(ranked, key=lambda found: found[:2]) if rank < NOT_AT_ALL]


def life_events(*, at: datetime) -> list[str]:
    """Keys of the life events that procedures in force name."""
    return sorted({event for one in procedures(at=at) for event in one.life_events})


def divisions(*, at: datetime) -> list[str]:
    """Divisions that own procedures in force."""
    return sorted({one.division for one in procedures(at=at)})


NOT_AT_ALL = 9


def _rank(one: types.Definition, wanted: list[str]) -> int:
    """How well all the words fit: the worst of them counts."""
    return max((_rank_of(one, word) for word in wanted), default=0)


def _rank_of(one: types.Definition, word: str) -> int:
    names = [_folded(name) for name in one.name.values()]
    if any(name.startswith(word) for name in names):
        return 1
    if any(word in name for name in names):
        return 2
    if any(word in said for said in _called(one)):
        return 3
    return 4 if any(word in _folded(text) for text in one.about.values()) else NOT_AT_ALL


def _called(one: types.Definition) -> Iterator[str]:
    yield from map(_folded, one.search_words)
    yield _folded(one.law)


def _folded(text: str) -> str:
    """Widths, variants and both kana alike; readings above words are left out."""
    return widths.compare_key(kana.to_hiragana(_without_readings(text)))


def _without_readings(text: str) -> str:
    kept, rest = "", text
    while "〈" in rest:
        before, _, rest = rest.partition("〈")
        kept += before
        rest = rest.partition("〉")[2]
    return kept + rest
