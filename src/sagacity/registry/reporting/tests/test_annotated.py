"""The annotated original: the right cells, whatever the form of the file."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from sagacity.registry.reporting import write_annotated
from sagacity.registry.types import Message, Outcome


def note(row: int | None, column: str, action: str = "直してください") -> Message:
    return Message(Outcome.CONFIRM, "flag.mark", "", row, column, "○", "1か空", action)


def annotated(path: Path, messages: list[Message], sheet: str | None = None) -> Any:
    """The workbook that comes out."""
    out = io.BytesIO()
    write_annotated(out, path=path, name=path.name, messages=iter(messages), sheet=sheet)
    return load_workbook(io.BytesIO(out.getvalue()))


def comments(page: Any) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for row in page.iter_rows() for cell in row if cell.comment}


def test_titles_and_empty_rows_stay_where_they_were(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("一覧,,\n,,\n名称,洪水,備考\nA,○,\n,,\nB,1,x\n".encode("cp932"))

    page = annotated(path, [note(4, "洪水"), note(6, "備考")]).worksheets[1]

    assert [page.cell(row, 1).value for row in range(1, 7)] == ["一覧", None, "名称", "A", None, "B"]
    assert set(comments(page)) == {"B4", "C6"}


def test_items_of_geojson_stand_below_their_headings(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    features = [
        {"type": "Feature", "geometry": None, "properties": {"名称": name, "洪水": "○"}}
        for name in ("A", "B")
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")

    page = annotated(path, [note(2, "洪水")]).worksheets[1]

    assert page["A3"].value == "B"
    assert set(comments(page)) == {"B3"}


def test_two_messages_of_one_cell_share_a_comment(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("名称,洪水\nA,○\n", "utf-8")

    page = annotated(path, [note(2, "洪水", "一つ目"), note(2, "洪水", "二つ目")]).worksheets[1]

    assert "一つ目" in comments(page)["B2"]
    assert "二つ目" in comments(page)["B2"]


def test_a_message_about_the_row_stands_on_its_first_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("名称,洪水\nA,○\nB,1,余分\n", "utf-8")

    page = annotated(path, [note(3, "")]).worksheets[1]

    assert set(comments(page)) == {"A3"}
    assert [cell.value for cell in page[3]] == ["B", "1", "余分"]


def test_a_broken_line_is_shown_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('名称,洪水\n"A"x,○\nB,1\n', "utf-8")

    page = annotated(path, [note(2, "")]).worksheets[1]

    assert page["A2"].value == '"A"x,○'
    assert page["A3"].value == "B"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_of_the_original_starts_to_calculate(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"a.{form}"
    if form == "csv":
        path.write_text('名称,備考\nA,"=HYPERLINK(""http://x"")"\n', "utf-8")
    else:
        book = Workbook()
        page = book.worksheets[0]
        page.append(["名称", "備考"])
        page.append(["A", '=HYPERLINK("http://x")'])
        page["B2"].data_type = "s"
        book.save(path)

    out = annotated(path, [note(2, "備考", "=1+1")])

    assert out.worksheets[1]["B2"].data_type == "s"
    assert all(cell.data_type != "f" for page in out.worksheets for row in page.iter_rows() for cell in row)


def test_a_workbook_keeps_its_own_looks_without_an_extension(tmp_path: Path) -> None:
    path = tmp_path / "4f2a9c"
    book = Workbook()
    page = book.worksheets[0]
    page.append(["名称", "洪水"])
    page.append(["A", "○"])
    page.append(["", "1"])
    page.merge_cells("A2:A3")
    page.column_dimensions["A"].width = 33
    with path.open("wb") as out:
        book.save(out)

    done = annotated(path, [note(3, "名称"), note(2, "洪水")], sheet="Sheet").worksheets[1]

    assert done.column_dimensions["A"].width == 33
    assert set(comments(done)) == {"A2", "B2"}


def test_of_a_long_table_the_rows_with_messages_are_shown_with_their_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sagacity.registry.reporting.annotated._ONLY_SPOKEN_OF", 1000)
    path = tmp_path / "a.csv"
    path.write_text("名称,洪水\n" + "".join(f"施設{at},1\n" for at in range(2, 500)), "utf-8")

    page = annotated(path, [note(300, "洪水")]).worksheets[1]

    assert [cell.value for cell in page[3]] == [1, "名称", "洪水"]
    assert [cell.value for cell in page[4]] == [300, "施設300", "1"]
    assert set(comments(page)) == {"C4"}


def test_letters_a_workbook_cannot_hold_do_not_stop_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("名称,備考\nA,x\x0by\n", "utf-8")

    page = annotated(path, [note(2, "備考", "見え\x0bない")]).worksheets[1]

    assert page["B2"].value == "x□y"
