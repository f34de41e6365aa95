"""Easy Japanese is read by people who do not know kanji: every word of it has a reading."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sagacity.kit.japanese import furigana
from sagacity.kit.ui import catalogues

ROOT = Path(__file__).parents[2]
BETTER = (
    "no reading above these kanji: add the word to src/sagacity/kit/japanese/readings.csv, "
    "or write the reading into the sentence, as in 空〈から〉"
)
_PLACEHOLDER = re.compile(r"<[^>]+>|%\([^)]*\)[sd]|\{[^}]*\}")


def test_every_easy_word_has_a_reading() -> None:
    missing = {
        f"{word} in {text[:60]!r} ({path.relative_to(ROOT)})"
        for path, text in _easy_texts()
        for word in furigana.unread(_PLACEHOLDER.sub(" ", text))
    }

    assert not missing, BETTER + "\n" + "\n".join(sorted(missing))


def _easy_texts() -> Iterator[tuple[Path, str]]:
    for path in sorted((ROOT / "src").glob("**/locale/ja_Easy/LC_MESSAGES/django.po")):
        for entry in catalogues.entries(path):
            yield from ((path, text) for text in (entry.msgstr, *entry.msgstr_plural.values()) if text)
    for place in ("src", "cities", "examples"):
        for path in sorted((ROOT / place).glob("**/*.toml")):
            yield from ((path, text) for text in _easy(tomllib.loads(path.read_text(encoding="utf-8"))))


def _easy(value: Any, *, inside: bool = False) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _easy(each, inside=key == "ja-easy")
    elif isinstance(value, list):
        for each in value:
            yield from _easy(each, inside=inside)
    elif isinstance(value, str) and inside:
        yield value
