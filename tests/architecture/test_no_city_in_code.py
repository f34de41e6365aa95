"""The program knows no city: everything that makes it one city is data in a pack."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from sagacity.kit.city import api as city

SOURCE = Path(__file__).parents[2] / "src" / "sagacity"
READ = {".py", ".html", ".toml", ".js", ".css", ".po", ".txt", ".tmpl", ".xml"}
NATIONAL = {"example"}  # words of an ordinary language, too common to look for as a name
# Data about a national or foreign file may name who published it: its heading is the publisher's own.
DATA = (
    SOURCE / "registry" / "kinds",
    SOURCE / "registry" / "collection" / "tests",
)


def _names() -> Iterator[str]:
    """What a pack calls its city, with and without the word for city."""
    for key in city.packs():
        page = tomllib.loads((city.folder(key) / "city.toml").read_text(encoding="utf-8"))
        yield page["code"]
        yield re.sub(r"[市区町村]$", "", page["name"]["ja"])
        yield re.sub(r"^Thành phố | City$", "", page["name"]["en"])
        for language in ("zh-hans", "ko"):
            yield re.sub(r"(市|시)$", "", page["name"][language])
        if key not in NATIONAL:
            yield key


def _pattern() -> re.Pattern[str]:
    words = sorted({name for name in _names() if name}, key=len, reverse=True)
    whole = [rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" for word in words if word.isascii()]
    # Korean writes what follows a word onto it: 행사가, the event is, does not name the city of 사가.
    inside = [rf"(?<![가-힣]){re.escape(word)}" for word in words if not word.isascii()]
    return re.compile("|".join([*whole, *inside]), re.IGNORECASE)


CITY = _pattern()


def _files() -> list[Path]:
    return [
        path
        for path in sorted(SOURCE.rglob("*"))
        if path.suffix in READ
        and "tests" not in path.parts
        and not any(path.is_relative_to(data) for data in DATA)
    ]


@pytest.mark.parametrize("text", ["佐賀市の画面", "city == 'saga'", "Saga City", "code = 412015", "みほん市"])
def test_a_city_in_a_line_is_seen(text: str) -> None:
    assert CITY.search(text)


@pytest.mark.parametrize(
    "text", ["Sagacity", "sagacity.kit", "SAGACITY_CITY", "an example", "見本", "행사가 없습니다"]
)
def test_other_words_are_left_alone(text: str) -> None:
    assert CITY.search(text) is None


def test_no_line_of_the_program_names_a_city() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{number}: {line.strip()[:80]}"
        for path in _files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if CITY.search(line)
    ]

    assert found == [], "put it in the city pack (cities/<key>/), or take it from kit.city"
