"""Which characters a font file draws, variants of one character too (the tables of OpenType's cmap)."""

import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ALL_OF_UNICODE, VARIANTS = 12, 14  # formats of tables
_NO_DRAWING = frozenset(
    {"Cc", "Cf", "Cs", "Cn"}
)  # control signs; those that turn the direction of a line round


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one font draws."""

    characters: frozenset[int]
    variants: frozenset[tuple[int, int]]  # a character and the selector behind it

    def draws(self, cluster: str) -> bool:
        """Whether a character, with a selector behind it or without, comes out as it is meant."""
        base, selector = ord(cluster[0]), cluster[1:]
        if selector:
            return (base, ord(selector)) in self.variants
        return base in self.characters


def clusters(text: str) -> Iterator[str]:
    """The characters of a text, each together with the selector that says which form of it is meant."""
    at = 0
    while at < len(text):
        length = 2 if at + 1 < len(text) and is_selector(text[at + 1]) and not is_selector(text[at]) else 1
        yield text[at : at + length]
        at += length


def is_selector(char: str) -> bool:
    """Whether it only says which form of the character before it is meant."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def hides(cluster: str) -> bool:
    """Whether it draws nothing and may make other text look different from what it is."""
    return is_selector(cluster[0]) or (
        unicodedata.category(cluster[0]) in _NO_DRAWING and cluster[0] not in "\n\t"
    )


def named(cluster: str) -> str:
    """A character as a clerk can find it: itself where it can be seen, and its number."""
    numbers = " ".join(f"U+{ord(char):04X}" for char in cluster)
    return numbers if hides(cluster) else f"{cluster}（{numbers}）"


@lru_cache(maxsize=8)
def drawn_by(font: Path) -> Drawn:
    """What a font file, or the first font of a collection, draws."""
    data = font.read_bytes()
    characters: set[int] = set()
    variants: set[tuple[int, int]] = set()
    for at, kind in _tables(data):
        if kind == ALL_OF_UNICODE:
            characters.update(_mapped(data, at))
        elif kind == VARIANTS:
            variants.update(_varied(data, at))
    return Drawn(frozenset(characters), frozenset(variants))


def _tables(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each table of the font's map of characters begins, and its format; names share tables."""
    start = _number(data, 12) if data[:4] == b"ttcf" else 0
    (many,) = struct.unpack_from(">H", data, start + 4)
    entries = (struct.unpack_from(">4sIII", data, start + 12 + 16 * number) for number in range(many))
    cmap = next((at for tag, _sum, at, _length in entries if tag == b"cmap"), None)
    if cmap is None:
        return
    (many,) = struct.unpack_from(">H", data, cmap + 2)
    for offset in sorted({_number(data, cmap + 8 + 8 * number) for number in range(many)}):
        (kind,) = struct.unpack_from(">H", data, cmap + offset)
        yield cmap + offset, kind


def _mapped(data: bytes, at: int) -> Iterator[int]:
    for group in range(_number(data, at + 12)):
        first, last = struct.unpack_from(">II", data, at + 16 + 12 * group)
        yield from range(first, last + 1)


def _varied(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Each pair that has a drawing: that of the character itself, or one of its own."""
    for number in range(_number(data, at + 6)):
        record = at + 10 + 11 * number
        selector = int.from_bytes(data[record : record + 3], "big")
        plain, own = struct.unpack_from(">II", data, record + 3)
        for first, more in _entries(data, at + plain, 4) if plain else ():
            yield from ((first + step, selector) for step in range(more + 1))
        for character, _glyph in _entries(data, at + own, 5) if own else ():
            yield character, selector


def _entries(data: bytes, at: int, size: int) -> Iterator[tuple[int, int]]:
    """A counted list: a character in three bytes, and a number in the rest."""
    for entry in range(at + 4, at + 4 + size * _number(data, at), size):
        yield (
            int.from_bytes(data[entry : entry + 3], "big"),
            int.from_bytes(data[entry + 3 : entry + size], "big"),
        )


def _number(data: bytes, at: int) -> int:
    return int(struct.unpack_from(">I", data, at)[0])
