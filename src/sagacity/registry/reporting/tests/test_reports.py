import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from sagacity.registry.checking import Tally
from sagacity.registry.reporting import (
    FileReport,
    readability,
    rules,
    sentence,
    summary,
    write_annotated,
    write_csv,
    write_json,
)
from sagacity.registry.types import Message, Outcome

REPAIRED = Message(
    Outcome.REPAIRED, "time.form", "", 3, "開始時間", "９時００分", "09:00", "09:00 に直しました。"
)
ASKED = Message(
    Outcome.CONFIRM, "flag.mark", "", 2, "洪水", "=○", "1 か空欄", "意味を確かめて 1 か空欄にしてください。"
)
WHOLE = Message(Outcome.CONFIRM, "L3-01", "", None, "", "1行目", "見出し", "4行目を見出しとして読みました。")
MESSAGES = [REPAIRED, ASKED, WHOLE]


def test_the_summary_is_one_line_a_clerk_can_read() -> None:
    assert (
        summary(Tally(rows=211, applied=196, to_confirm=12, refused=3))
        == "取り込める 196件 / 確認 12件 / 取り込めない 3件"
    )


def test_a_sentence_says_where_what_and_what_was_done() -> None:
    assert sentence(REPAIRED) == "3行目『開始時間』: ９時００分 → 09:00 に直しました。"
    assert sentence(WHOLE).startswith("ファイル全体: ")


def test_the_list_opens_in_excel_and_starts_no_formula() -> None:
    out = io.BytesIO()

    write_csv(out, MESSAGES)

    assert out.getvalue().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["直しました", "確認してください", "確認してください"]
    assert rows[2][4] == "'=○"


def test_the_json_report_has_the_agreed_shape() -> None:
    out = io.StringIO()

    write_json(out, [FileReport("a.csv", "shelter", Tally(rows=3, applied=2, to_confirm=1), iter(MESSAGES))])

    (one,) = json.loads(out.getvalue())["files"]
    assert one["applied"] + one["to_confirm"] + one["refused"] == one["rows"] == 3
    assert set(one["messages"][0]) == {"row", "column", "found", "expected", "action", "outcome", "rule"}


def test_the_score_takes_points_by_weight_and_level() -> None:
    first, second, third = readability(["L1-12", "L1-13", "L2-06", "L3-01", "code.leading_zero", "L1-12"])

    assert (first.score, second.score, third.score) == (80, 70, 0)
    assert first.broken == ("L1-12", "L1-13")


def test_all_thirty_national_rules_are_described() -> None:
    national = [rule for rule in rules() if rule.level]

    assert [sum(rule.level == level for rule in national) for level in (1, 2, 3)] == [15, 6, 9]
    assert all(rule.title and rule.advice for rule in national)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_annotated_original_has_its_comments_on_the_right_cells(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"sheet.{form}"
    rows = [["名称", "洪水", "開始時間"], ["東公民館", "=○", "08:00"], ["西公民館", "1", "９時００分"]]
    _write(path, rows)
    out = io.BytesIO()

    write_annotated(out, path=path, name=path.name, messages=MESSAGES)

    book = load_workbook(io.BytesIO(out.getvalue()))
    page = book.worksheets[1]
    commented = {
        cell.coordinate: cell.comment.text for row in page.iter_rows() for cell in row if cell.comment
    }
    assert set(commented) == {"B2", "C3"}
    assert "意味を確かめて" in commented["B2"]
    assert page["A3"].value == "西公民館"
    assert book.worksheets[0].max_row == 1 + len(MESSAGES)


def _write(path: Path, rows: list[list[str]]) -> None:
    if path.suffix == ".csv":
        with path.open("w", encoding="cp932", newline="") as file:
            csv.writer(file).writerows(rows)
        return
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    page["B2"].data_type = "s"
    book.save(path)
