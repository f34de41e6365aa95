"""CP932 on request: which characters it lacks, and what may stand in their place."""

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

# Signs that look alike. Those which Windows itself takes for one, such as the two wave dashes, need no entry.
_TWINS = {"\u2013": "-", "\u2014": "―", "\u2022": "・", "𠮷": "吉"}
GETA = "〓"  # what Japanese printers put for a type they do not have


@dataclass(slots=True)
class Missing:
    """A character CP932 does not have: how often it stands there, where first, what is proposed."""

    character: str
    times: int
    row: int  # as a person counts the lines of the table, headings = 1
    column: str
    proposal: str

    @property
    def code(self) -> str:
        return f"U+{ord(self.character):04X}"

    @property
    def field(self) -> str:
        """Name of its input field."""
        return f"u{ord(self.character):x}"


def missing(path: Path) -> list[Missing]:
    """Every character of a UTF-8 table that CP932 cannot write, the first one first."""
    found: dict[str, Missing] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        headings: list[str] = []
        for number, cells in enumerate(csv.reader(file), start=1):
            headings = headings or cells
            if fits("".join(cells)):
                continue
            for position, cell in enumerate(cells):
                for character in cell:
                    if not fits(character):
                        known = found.get(character)
                        if known is None:
                            column = headings[position] if position < len(headings) else ""
                            known = Missing(character, 0, number, column, propose(character))
                            found[character] = known
                        known.times += 1
    return list(found.values())


def propose(character: str) -> str:
    """What may stand in its place: a twin, a plainer form, else 〓; never silently nothing."""
    if unicodedata.category(character) in {"Mn", "Cf"}:
        return ""  # marks that only colour the letter before them
    plain = unicodedata.normalize("NFKD", character)
    bare = "".join(one for one in plain if not unicodedata.combining(one))
    for candidate in (_TWINS.get(character, ""), unicodedata.normalize("NFKC", character), bare):
        if candidate and fits(candidate):
            return candidate
    return GETA


def convert(path: Path, substitutes: Mapping[str, str]) -> Iterator[bytes]:
    """The table in CP932, in pieces.

    Raises:
        UnicodeEncodeError: a character has no substitute, or its substitute does not fit either.
    """
    table = str.maketrans(dict(substitutes))
    with path.open(encoding="utf-8-sig", newline="") as file:
        while piece := file.read(1 << 16):
            yield piece.translate(table).encode("cp932")


def fits(text: str) -> bool:
    """Whether CP932 can write the text."""
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
