"""In which line of a TOML text a thing stands, for faults that point at it."""

import re
from collections.abc import Mapping

from sagacity.procedures.faults import Path

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_NAME = re.compile(r"""\s*("[^"]+"|'[^']+'|[A-Za-z0-9_.-]+)\s*=""")


def lines_of(text: str) -> Mapping[Path, int]:
    """The line of every table and of every name written at the beginning of a line."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    here: Path = ()
    closing = ""
    for number, line in enumerate(text.splitlines(), 1):
        if closing:
            closing = "" if closing in line else closing
        elif header := _HEADER.match(line):
            here = _entered(_parts(header[2]), counts, is_list=header[1] == "[[")
            found[here] = number
        elif name := _NAME.match(line):
            found[(*here, *_parts(name[1]))] = number
            closing = next((mark for mark in ('"""', "'''") if line.count(mark) == 1), "")
    return found


def line_of(path: Path, lines: Mapping[Path, int]) -> int:
    """The line of a thing, or of the nearest around it; 0 when nothing of it is written."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return 0


def _entered(parts: list[str], counts: dict[Path, int], *, is_list: bool) -> Path:
    """The path of a table: names of lists on the way stand for their last entry so far."""
    here: Path = ()
    for place, part in enumerate(parts):
        here = (*here, part)
        if is_list and place == len(parts) - 1:
            counts[here] = counts.get(here, -1) + 1
        if here in counts:
            here = (*here, counts[here])
    return here


def _parts(text: str) -> list[str]:
    return [part.strip().strip("\"'") for part in text.split(".")]
