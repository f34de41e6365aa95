"""Furigana: readings above the kanji of easy Japanese.

A reading may stand in the text itself, as in 空〈から〉. Else it comes from `readings.csv`, the words this
program uses: the longest that fits is taken. Nothing is guessed: a wrong reading is worse than none.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

KANJI = re.compile(r"[\u3400-\u9fff々〆]+")
_WRITTEN = r"[\u3400-\u9fff々〆]+〈[\u3041-\u309fー]+〉"
_DATE = r"(?:\d{1,2}月)?\d{1,2}日(?:\([月火水木金土日]\))?(?!〈)|\d{1,2}月(?!〈)"
_IN_DATE = re.compile(r"(\d+)([月日])|\(([月火水木金土日])\)")
_WEEKDAYS = dict(zip("月火水木金土日", ("げつ", "か", "すい", "もく", "きん", "ど", "にち"), strict=True))
_DAYS = {
    2: "ふつか",
    3: "みっか",
    4: "よっか",
    5: "いつか",
    6: "むいか",
    7: "なのか",
    8: "ようか",
    9: "ここのか",
    10: "とおか",
    14: "じゅうよっか",
    20: "はつか",
    24: "にじゅうよっか",
}
_PIECES = re.compile(r"[\u3400-\u9fff々〆]+|[^\u3400-\u9fff々〆]+")


class BrokenReading(ValueError):
    """A word and its reading that do not belong together."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and what stands above it; nothing above kana."""

    text: str
    reading: str = ""


def pieces(text: str) -> Iterator[Piece]:
    """A text cut into stretches, each with its reading when it has one."""
    end = 0
    for found in _any_word().finditer(text):
        if found.start() > end:
            yield Piece(text[end : found.start()])
        yield from _read(found[0])
        end = found.end()
    if end < len(text):
        yield Piece(text[end:])


def plain(text: str) -> str:
    """A text without the readings that stand in it; explanations in 〈 〉 stay."""
    return re.sub(_WRITTEN, lambda found: found[0].partition("〈")[0], text)


def unread(text: str) -> list[str]:
    """The stretches of kanji that have no reading: what is missing in `readings.csv`."""
    return [found[0] for piece in pieces(text) if not piece.reading for found in KANJI.finditer(piece.text)]


def split(word: str, reading: str) -> tuple[Piece, ...]:
    """出します, だします → 出 with だ above it, then します.

    Raises:
        BrokenReading: the kana of the word are not found in its reading.
    """
    parts = _PIECES.findall(word)
    pattern = "".join("(.+?)" if KANJI.fullmatch(part) else re.escape(part) for part in parts)
    found = re.fullmatch(pattern, reading)
    if found is None:
        raise BrokenReading(f"{word},{reading}: the kana of the word do not stand in the reading")
    above = iter(found.groups())
    return tuple(Piece(part, next(above)) if KANJI.fullmatch(part) else Piece(part) for part in parts)


def _read(found: str) -> tuple[Piece, ...]:
    if found[0].isdigit():
        return tuple(_date(found))
    word, opened, reading = found.partition("〈")
    return (Piece(word, reading[:-1]),) if opened else _words()[word]


def _date(text: str) -> Iterator[Piece]:
    """11月27日(金): がつ, にち, きん; the days with a name of their own are read as a whole."""
    for number, unit, weekday in _IN_DATE.findall(text):
        if weekday:
            yield from (Piece("("), Piece(weekday, _WEEKDAYS[weekday]), Piece(")"))
        elif unit == "月":
            yield from (Piece(number), Piece(unit, "がつ"))
        elif int(number) in _DAYS:
            yield Piece(f"{number}{unit}", _DAYS[int(number)])
        elif int(number) == 1:
            yield Piece(f"{number}{unit}", "ついたち" if "月" in text else "いちにち")
        else:
            yield from (Piece(number), Piece(unit, "にち"))


@cache
def _words() -> Mapping[str, tuple[Piece, ...]]:
    with (Path(__file__).parent / "readings.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if row and not row[0].startswith("#")]
    return {word: split(word, reading) for word, reading in rows}


@cache
def _any_word() -> re.Pattern[str]:
    """A reading in the text wins; then dates; then every word, the longest first: 収集日 before 日."""
    longest_first = sorted(_words(), key=lambda word: (-len(word), word))
    return re.compile("|".join([_WRITTEN, _DATE, *(re.escape(word) for word in longest_first)]))
