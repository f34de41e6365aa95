"""Setting a page: a template of Typst beside the code that fills it in, made into a PDF (PDF/A-2b)."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal

from sagacity.kit.paper import fonts

if TYPE_CHECKING:
    import typst

Plain = str | int | bool | None
Field = Plain | Sequence["Field"] | Mapping[str, "Field"]  # tables are lists of lists or of mappings

_one_at_a_time = Lock()  # a compiler remembers what it read last
_NOT_DRAWN = re.compile(r'the text `"(?P<text>.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")


class NoPaper(Exception):
    """This machine makes no PDF: a Japanese font is missing. The page can be printed from the browser."""


class CharactersLacking(Exception):
    """The font does not have these characters; nothing is printed rather than a box."""

    def __init__(self, characters: list[str]) -> None:
        super().__init__("、".join(characters))
        self.characters = characters


def pdf(*, template: Path, fields: Mapping[str, Field], at: datetime) -> bytes:
    """The template with its fields, as a PDF that can be kept.

    Raises:
        NoPaper: no font for Japanese was found.
        CharactersLacking: it names the characters.
    """
    return compiled(template=template, fields=fields, at=at, to="pdf")


def compiled(
    *, template: Path, fields: Mapping[str, Field], at: datetime, to: Literal["pdf", "png"]
) -> bytes:
    """The same as a PDF, or as a picture of the first page."""
    import typst  # 81 MB: only where somebody prints

    if fonts.japanese() is None:
        raise NoPaper
    said = "".join(_texts(fields))
    if missing := fonts.lacking(said):
        raise CharactersLacking(missing)
    told = {name: field if isinstance(field, str) else json.dumps(field) for name, field in fields.items()}
    with _one_at_a_time:
        try:
            made = _compiler(template, fonts.all_japanese()).compile(
                format=to,
                sys_inputs={**told, "fonts": ",".join(fonts.families(said))},
                pdf_standards=["a-2b"] if to == "pdf" else [],
                timestamp=int(at.timestamp()),
                ppi=144,
            )
        except typst.TypstError as problem:
            raise _lacking(problem) or problem from problem
    return made[0] if isinstance(made, list) else made or b""


def _texts(field: Field | Mapping[str, Field]) -> Iterator[str]:
    """Every text in it, however deep."""
    if isinstance(field, str):
        yield field
    elif isinstance(field, Mapping):
        for each in field.values():
            yield from _texts(each)
    elif isinstance(field, Sequence):
        for each in field:
            yield from _texts(each)


def _lacking(problem: "typst.TypstError") -> CharactersLacking | None:
    """What the typesetter found no font for, below the Japanese characters too."""
    found = [
        _ESCAPED.sub(lambda code: chr(int(code[1], 16)), each["text"])
        for each in _NOT_DRAWN.finditer(str(problem))
    ]
    return CharactersLacking(list(dict.fromkeys("".join(found)))) if found else None


@lru_cache(maxsize=32)
def _compiler(template: Path, found: tuple[Path, ...]) -> "typst.Compiler":
    import typst

    return typst.Compiler(str(template), root=str(template.parent), font_paths=_read_once(found))


@lru_cache(maxsize=2)
def _read_once(found: tuple[Path, ...]) -> "typst.Fonts":
    """The fonts, shared by all compilers: reading them takes ten times as long as a page."""
    import typst

    folders = list(dict.fromkeys(str(font.parent) for font in found))
    return typst.Fonts(include_system_fonts=False, font_paths=folders)
