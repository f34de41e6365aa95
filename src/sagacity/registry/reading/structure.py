"""What a worksheet hides from a reader of values: merged cells, hidden rows and columns, colour, formulas."""

import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sagacity.registry.reading.table import Table
from sagacity.registry.types import Message, Outcome


@dataclass(frozen=True, slots=True)
class Structure:
    sheet: str = ""
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row, first column, last row, last column
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[int, ...] = ()
    coloured: dict[int, set[str]] = field(default_factory=dict)  # row → fills of its cells
    formulas: int = 0
    objects: int = 0

    def notes(self, row: int, cells: list[str]) -> tuple[Message, ...]:
        """What is to say about one row."""
        said = []
        if row in self.hidden_rows and any(cells):
            said.append(
                self._row_note(
                    "L1-13",
                    row,
                    "この行は隠れています（非表示）",
                    "隠れた行のない表",
                    "公開してよい行か確かめてください。よければこのまま、よくなければ「取り込まない」を選んでください",
                )
            )
        for first_row, first_column, last_row, last_column in self.merged:
            if first_row < row <= last_row and any(cells):
                said.append(
                    self._row_note(
                        "L1-12",
                        row,
                        f"{first_row}行目と結合されたセル（{first_column}〜{last_column}列目）",
                        "1行ごとに値のあるセル",
                        "この行では空として読みました。結合を解除して値を入れるか、空のまま取り込むか決めてください",
                    )
                )
        return tuple(said)

    def _row_note(self, rule: str, row: int, found: str, expected: str, action: str) -> Message:
        return Message(Outcome.CONFIRM, rule, self.sheet, row, "", found, expected, action)


NONE = Structure()


def look(path: Path, sheet: str) -> Structure:
    """The structure of one sheet; nothing when the library cannot open what calamine could."""
    from openpyxl import load_workbook

    with warnings.catch_warnings(), path.open("rb") as source:
        warnings.simplefilter("ignore")
        try:
            page: Any = load_workbook(source)[sheet]
        except Exception:  # values are read already; openpyxl is stricter about styles than Excel itself
            return NONE
    coloured: dict[int, set[str]] = {}
    formulas = 0
    for row in page.iter_rows():
        for cell in row:
            formulas += cell.data_type == "f"
            if cell.fill.fill_type and cell.value is not None:
                coloured.setdefault(cell.row, set()).add(str(cell.fill.fgColor.rgb))
    return Structure(
        sheet=sheet,
        merged=tuple(
            (one.min_row, one.min_col, one.max_row, one.max_col) for one in page.merged_cells.ranges
        ),
        hidden_rows=frozenset(number for number, one in page.row_dimensions.items() if one.hidden),
        hidden_columns=tuple(
            number
            for one in page.column_dimensions.values()
            if one.hidden
            for number in range(one.min or 0, (one.max or 0) + 1)
        ),
        coloured=coloured,
        formulas=formulas,
        objects=len(page._images) + len(page._charts),
    )


def about_file(found: Structure, table: Table) -> list[Message]:
    """What is to say about the sheet as a whole."""
    head = table.heading_row
    said = []
    if found.merged:
        where = "、".join(f"{row}行{column}列" for row, column, _, _ in found.merged[:5])
        said.append(
            _note(
                found,
                "L1-12",
                f"結合されたセルが{len(found.merged)}か所（{where}）",
                "結合のない表",
                "結合を解除してください。左上のセルの値だけを読みました",
            )
        )
    names = [table.headings[at - 1] for at in found.hidden_columns if at <= len(table.headings)]
    if names:
        said.append(
            Message(
                Outcome.CONFIRM,
                "L1-13",
                found.sheet,
                None,
                names[0],
                f"隠れている列（{'、'.join(names)[:80]}）",
                "隠れた列のない表",
                "公開してよい列か確かめてください。よくない列は、項目の対応で「取り込まない」を選んでください",
            )
        )
    if found.hidden_rows:
        said.append(
            _note(
                found,
                "L1-13",
                f"隠れている行が{len(found.hidden_rows)}行",
                "隠れた行のない表",
                "隠れた行も読みました。行ごとに確かめてください",
            )
        )
    fills = {tuple(sorted(fills)) for row, fills in found.coloured.items() if row > head}
    if fills:
        said.append(
            _note(
                found,
                "L1-11",
                "色のついたセルがあります",
                "色に意味を持たせない",
                "色は読めません。色に意味があるときは、列を足して文字で書いてください",
            )
        )
    if found.formulas:
        said.append(
            _note(
                found,
                "L2-06",
                f"計算式のセルが{found.formulas:,}個",
                "計算式ではなく値",
                "計算した結果の値を読みました",
            )
        )
    if found.objects:
        said.append(
            _note(
                found,
                "L1-10",
                f"図やグラフが{found.objects}個",
                "表だけのシート",
                "図は読めません。必要なら別のファイルにしてください",
            )
        )
    return said


def _note(found: Structure, rule: str, what: str, expected: str, action: str) -> Message:
    return Message(Outcome.APPLIED, rule, found.sheet, None, "", what, expected, action)
