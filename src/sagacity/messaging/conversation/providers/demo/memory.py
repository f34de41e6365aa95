"""What the demonstration's translator knows: the city's phrase boards and a small glossary, and no more."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from sagacity.kit.japanese import furigana
from sagacity.messaging.conversation import boards

_SENTENCE = re.compile(r"[^。．.！!？?\n]+[。．.！!？?]*")
_LEFT_OUT = re.compile(r"[\s。．.！!？?、，,「」〈〉…]+")


class Unknown(LookupError):
    """No sentence it knows."""


def translate(text: str, *, source: str, target: str) -> str:
    """The text sentence by sentence, each exactly one that is known.

    Raises:
        Unknown: one of them is not; nothing is guessed.
    """
    known = {_plain(words[source]): words[target] for words in _all() if source in words and target in words}
    whole = known.get(_plain(text))
    if whole is not None:
        return whole
    parts = [one for one in _SENTENCE.findall(text) if _plain(one)]
    if not parts or any(_plain(one) not in known for one in parts):
        raise Unknown(text)
    return ("" if target in {"ja", "zh"} else " ").join(known[_plain(one)] for one in parts)


def languages() -> list[str]:
    """What it calls the languages it knows."""
    return ["en", "ja", "ko", "vi", "zh"]


def _all() -> Iterable[Mapping[str, str]]:
    yield from (_called(words) for words in _glossary())
    yield from (_called(phrase.text) for board in boards.boards() for phrase in board.phrases)


def _called(words: Mapping[str, str]) -> Mapping[str, str]:
    return {{"zh-hans": "zh"}.get(language, language): text for language, text in words.items()}


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", furigana.plain(text)).casefold()
    return _LEFT_OUT.sub("", folded)


@cache
def _glossary() -> tuple[Mapping[str, str], ...]:
    said = tomllib.loads((Path(__file__).parent / "glossary.toml").read_text("utf-8"))
    return tuple(said["word"])
