"""One row of a table as a dose; what cannot be read is said with its line, and the row left out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from sagacity.miniapps.childcare.rules import ages, intervals
from sagacity.miniapps.childcare.rules.ages import Age
from sagacity.miniapps.childcare.rules.doses import Dose, Origin

T = TypeVar("T")
LIVE = ("", "injected", "oral")
REFERENCES = ("", "prev", "dose1")
BORN = date(2020, 4, 2)  # any child: to see whether a period ends after it begins


class Problem:
    """One thing that is wrong: a code of check-city, the file, and the details."""

    def __init__(self, code: str, file: str, **details: object) -> None:
        self.code = code
        self.file = file
        self.details = details

    def __repr__(self) -> str:
        return f"{self.file}: {self.code} {self.details}"


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of one file."""

    file: str
    required: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def columns(self) -> frozenset[str]:
        return frozenset(self.required + self.optional)


VACCINATIONS = Table(
    "vaccinations.csv",
    (
        "vaccine",
        "vaccine_ja",
        "dose",
        "dose_ja",
        "eligible_from",
        "eligible_until_exclusive",
        "source",
        "confidence",
    ),
    (
        "standard_from",
        "standard_until_exclusive",
        "min_interval",
        "min_interval_ref",
        "standard_interval",
        "category",
        "note",
        "valid_from",
        "valid_to",
        "start_by",
        "only_if_started_before",
        "not_if_previous_from",
        "series",
        "live",
    ),
)
CHECKUPS = Table(
    "checkups.csv",
    ("check", "name_ja", "basis", "from", "until_exclusive", "source", "confidence"),
    ("how", "note", "valid_from", "valid_to"),
)


class _Cells:
    """The cells of one row, each read in its own way; what cannot be read is kept as a problem."""

    def __init__(self, file: str, line: int, row: Mapping[str, str | None], problems: list[Problem]) -> None:
        self.file, self.line, self.problems = file, line, problems
        self.row = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
        self.broken = False

    def text(self, column: str) -> str:
        return self.row.get(column, "")

    def read(self, column: str, parse: Callable[[str], T]) -> T | None:
        said = self.text(column)
        if not said:
            return None
        try:
            return parse(said)
        except ValueError:
            self.wrong("children_value", column=column, value=said)
            return None

    def must(self, column: str, parse: Callable[[str], T]) -> T | None:
        if not self.text(column):
            self.wrong("children_empty", column=column)
        return self.read(column, parse)

    def choice(self, column: str, offered: tuple[str, ...]) -> str:
        said = self.text(column)
        if said not in offered:
            self.wrong("children_choice", column=column, value=said, offered="、".join(filter(None, offered)))
        return said

    def wrong(self, code: str, **details: object) -> None:
        self.broken = True
        self.problems.append(Problem(code, self.file, line=self.line, **details))


def read_row(table: Table, line: int, row: Mapping[str, str | None], problems: list[Problem]) -> Dose | None:
    """The dose of one row; None when something in it cannot be read."""
    cells = _Cells(table.file, line, row, problems)
    dose = _vaccination(cells) if table is VACCINATIONS else _checkup(cells)
    if dose and not cells.broken:
        _judge(cells, dose)
    return dose if not cells.broken else None


def _vaccination(cells: _Cells) -> Dose | None:
    from_, until = cells.must("eligible_from", ages.parse), cells.must("eligible_until_exclusive", ages.parse)
    number = cells.must("dose", _number)
    usual = cells.read("standard_interval", intervals.parse_range)
    reference = cells.choice("min_interval_ref", REFERENCES)
    least = cells.read("min_interval", intervals.parse)
    if least and not reference:
        cells.wrong("children_choice", column="min_interval_ref", value="", offered="prev、dose1")
    if not from_ or not until or not number:
        return None
    return Dose(
        item=cells.text("vaccine"),
        number=number,
        name=cells.text("vaccine_ja"),
        turn=cells.text("dose_ja"),
        eligible_from=from_,
        eligible_until=until,
        standard_from=cells.read("standard_from", ages.parse),
        standard_until=cells.read("standard_until_exclusive", ages.parse),
        min_interval=least,
        interval_from=reference,
        usual_from=usual[0] if usual else None,
        usual_until=usual[1] if usual else None,
        start_by=cells.read("start_by", ages.parse),
        only_if_started_before=cells.read("only_if_started_before", ages.parse),
        not_if_previous_from=cells.read("not_if_previous_from", ages.parse),
        series=cells.text("series"),
        live=cells.choice("live", LIVE),
        valid_from=cells.read("valid_from", date.fromisoformat),
        valid_to=cells.read("valid_to", date.fromisoformat),
        note=cells.text("note"),
        origin=Origin(cells.text("source"), cells.text("confidence")),
    )


def _checkup(cells: _Cells) -> Dose | None:
    from_, until = cells.must("from", ages.parse), cells.must("until_exclusive", ages.parse)
    if not from_ or not until:
        return None
    return Dose(
        item=cells.text("check"),
        number=0,
        name=cells.text("name_ja"),
        turn="",
        eligible_from=from_,
        eligible_until=until,
        valid_from=cells.read("valid_from", date.fromisoformat),
        valid_to=cells.read("valid_to", date.fromisoformat),
        note=cells.text("note"),
        basis=cells.text("basis"),
        how=cells.text("how"),
        origin=Origin(cells.text("source"), cells.text("confidence")),
    )


def _number(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 9:
        raise ValueError(text)
    return number


def _judge(cells: _Cells, dose: Dose) -> None:
    """What can be read and still makes no sense."""
    if not dose.item or not dose.name:
        cells.wrong("children_empty", column="vaccine_ja" if dose.number else "name_ja")
    if not _in_order(dose.eligible_from, dose.eligible_until):
        cells.wrong("children_order", first=dose.eligible_from.text, last=dose.eligible_until.text)
    if dose.standard_from and dose.standard_until and not _in_order(dose.standard_from, dose.standard_until):
        cells.wrong("children_order", first=dose.standard_from.text, last=dose.standard_until.text)
    if dose.valid_from and dose.valid_to and dose.valid_to < dose.valid_from:
        cells.wrong("children_order", first=dose.valid_from, last=dose.valid_to)


def _in_order(first: Age, last: Age) -> bool:
    return first.begins(BORN) <= last.ends(BORN) - timedelta(days=1)
