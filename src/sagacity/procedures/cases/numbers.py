"""Numbers of cases: short enough to be said, with a digit that tells a slip of the tongue."""

import re
from datetime import datetime

from sagacity.kit import clock, serials
from sagacity.kit.japanese import eras
from sagacity.procedures.api import Definition
from sagacity.procedures.cases import models

LONGEST_LABEL = 8
_NUMBER = re.compile(r"[A-Z](\d{1,2})-?(.{1,8}?)-?(\d{6,8})-?(\d)")
_CUT = re.compile(r"[（(【［・、。-]")


def give(*, definition: Definition, at: datetime) -> str:
    """The next number of a procedure; given in the transaction of its case, so none is left out."""
    label, year = label_of(definition), clock.fiscal_year(clock.day(at))
    return written(label=label, year=year, serial=serials.next_of(models.Counter, label=label, year=year))


def written(*, label: str, year: int, serial: int) -> str:
    """R8-住民票の写し-000123-4."""
    era = eras.short_year(year)
    return f"{era}-{label}-{serial:06d}-{serials.check_sign(f'{era[1:]}{serial:06d}')}"


def label_of(definition: Definition) -> str:
    """The first letters of a procedure's name."""
    name = serials.folded(re.split(r"\s", definition.name["ja"], maxsplit=1)[0])
    return (_CUT.split(name, maxsplit=1)[0] or definition.key.upper())[:LONGEST_LABEL]


def is_right(number: str) -> bool:
    """Whether a number is written as ours are and its check digit agrees."""
    found = _NUMBER.fullmatch(serials.folded(number))
    return bool(found) and serials.check_sign(found[1] + found[3]) == found[4]  # type: ignore[index]
