"""What reading hands over: a table whose rows come one by one."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sagacity.registry.types import Message, Outcome


class Unreadable(Exception):
    """The file cannot be read as a table; says in plain Japanese what stands there and what to do."""

    def __init__(
        self, rule: str, found: str, expected: str, action: str, *, sheet: str = "", row: int | None = None
    ) -> None:
        super().__init__(f"{found}。{action}")
        self.rule, self.found, self.expected, self.action = rule, found, expected, action
        self.sheet, self.row = sheet, row

    def message(self) -> Message:
        """The same as a line of the report."""
        return Message(
            Outcome.REFUSED, self.rule, self.sheet, self.row, "", self.found, self.expected, self.action
        )


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it stands in the file."""

    number: int  # as Excel numbers the row when the file is opened; for JSON the item's place in the list
    cells: list[str]
    problem: Message | None = None  # set when the row cannot be taken apart (quotes, number of cells)
    notes: tuple[Message, ...] = ()  # what the form of the file says of this row: hidden, merged


@dataclass(slots=True)
class Table:
    """A table on its way in. `rows` can be walked once; `messages` grows while it is walked."""

    file: str
    sheet: str  # sheet of the workbook, or file inside the zip
    form: str  # "csv" | "xlsx" | "xls" | "geojson" | "json" | "gtfs" | "5374"
    encoding: str  # "utf-8-sig", "cp932" …; "" when the form has none
    encoding_note: str  # what the page says about it, in Japanese
    headings: list[str]  # unique, never empty strings; "列3" where the file has none
    heading_row: int  # 0 = the file has no headings
    rows: Iterator[RawRow]
    messages: list[Message] = field(default_factory=list)  # about the whole file
    sample: list[list[str]] = field(default_factory=list)  # the first rows, for guessing the kind
    members: tuple[str, ...] = ()  # all sheets, or all files inside the zip
    size: int = 0  # bytes of the source
    position: int = 0  # bytes read so far, for progress
