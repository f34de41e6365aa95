"""Excel files: values as they are, and what a sheet hides."""

from datetime import date, datetime, time
from pathlib import Path

from openpyxl.styles import PatternFill

from sagacity.registry.reading import every_row, limits
from sagacity.registry.reading.tests.files import read, saved, workbook
from sagacity.registry.types import Outcome

HEAD = ["ID", "名称", "開始日", "開始時間", "総数"]


def test_values_come_as_a_person_sees_them(tmp_path: Path) -> None:
    book = workbook(
        [
            HEAD,
            ["0001", "公民館", date(2026, 9, 1), time(9, 0), 3.0],
            [
                2,
                "図書館",
                datetime(2026, 9, 2),  # noqa: DTZ001 - a cell has no zone
                "午後",
                1.5,
            ],
        ]
    )

    table, rows = read(tmp_path, saved(book), "a.xlsx")

    assert table.form == "xlsx"
    assert rows[0].cells == ["0001", "公民館", "2026-09-01", "09:00", "3"]
    assert rows[1].cells == ["2", "図書館", "2026-09-02", "午後", "1.5"]


def test_a_number_too_long_for_excel_looks_lost(tmp_path: Path) -> None:
    _, rows = read(tmp_path, saved(workbook([HEAD, [4310010000000001, "公民館", "", "", 1]])), "a.xlsx")

    assert "E+15" in rows[0].cells[0]


def test_the_sheet_that_looks_like_a_list_is_taken_and_the_others_are_named(tmp_path: Path) -> None:
    book = workbook([["この表の見かた"], ["注意"]], 一覧=[HEAD, ["1", "公民館", "", "", 1]])

    table, rows = read(tmp_path, saved(book), "a.xlsx")

    assert table.sheet == "一覧"
    assert table.members == ("Sheet", "一覧")
    assert len(rows) == 1
    assert "L1-02" in {one.rule for one in table.messages}


def test_a_named_sheet_is_taken(tmp_path: Path) -> None:
    book = workbook([HEAD, ["1", "公民館", "", "", 1]], 別表=[HEAD, ["2", "図書館", "", "", 1]])

    _, rows = read(tmp_path, saved(book), "a.xlsx", sheet="別表")

    assert rows[0].cells[1] == "図書館"


def test_merged_cells_are_named_and_their_lower_rows_asked(tmp_path: Path) -> None:
    book = workbook([HEAD, ["1", "公民館", "", "", 1], ["2", "", "", "", 1], ["3", "図書館", "", "", 2]])
    book.worksheets[0].merge_cells("B2:B3")

    table, rows = read(tmp_path, saved(book), "a.xlsx")

    assert "L1-12" in {one.rule for one in table.messages}
    assert [[note.rule for note in row.notes] for row in rows] == [[], ["L1-12"], []]
    assert rows[1].notes[0].outcome is Outcome.CONFIRM


def test_hidden_rows_and_columns_are_found(tmp_path: Path) -> None:
    book = workbook([HEAD, ["1", "公民館", "", "", 1], ["2", "図書館", "", "", 1]])
    page = book.worksheets[0]
    page.row_dimensions[3].hidden = True
    page.column_dimensions["E"].hidden = True

    table, rows = read(tmp_path, saved(book), "a.xlsx")

    assert [
        one.column for one in table.messages if one.rule == "L1-13" and one.outcome is Outcome.CONFIRM
    ] == ["総数"]
    assert [[note.rule for note in row.notes] for row in rows] == [[], ["L1-13"]]


def test_colour_and_formulas_are_named(tmp_path: Path) -> None:
    book = workbook([HEAD, ["1", "公民館", "", "", "=1+1"]])
    book.worksheets[0]["B2"].fill = PatternFill("solid", fgColor="FFFF0000")

    table, _ = read(tmp_path, saved(book), "a.xlsx")

    assert {"L1-11", "L2-06"} <= {one.rule for one in table.messages}


def test_a_plain_sheet_gets_no_remark(tmp_path: Path) -> None:
    table, _ = read(tmp_path, saved(workbook([HEAD, ["1", "公民館", "", "", 1]])), "a.xlsx")

    assert table.messages == []


def test_rows_are_numbered_as_excel_numbers_them(tmp_path: Path) -> None:
    book = workbook(
        [["一覧表", "", "", "", ""], [], HEAD, ["1", "公民館", "", "", 1], [], ["2", "図書館", "", "", 1]]
    )

    table, rows = read(tmp_path, saved(book), "a.xlsx")

    assert table.heading_row == 3
    assert [row.number for row in rows] == [4, 6]


def test_a_large_sheet_says_that_its_structure_was_not_looked_at(tmp_path: Path) -> None:
    rows = [[str(number), "公民館", "", "", 1] for number in range(limits.STRUCTURE_CELLS // 5 + 1)]

    table, read_rows = read(tmp_path, saved(workbook([HEAD, *rows])), "a.xlsx")

    assert len(read_rows) == len(rows)
    assert "file.large" in {one.rule for one in table.messages}


def test_every_row_of_a_workbook_comes_back_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(saved(workbook([["題名"], HEAD, ["1", "公民館", "", "", 1]])))

    assert [number for number, _ in every_row(path, name="a.xlsx")] == [1, 2, 3]
