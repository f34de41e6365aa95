"""`./sagacity import` on a file of AEDs made for measuring, whole and damaged."""

import csv
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sagacity.registry import api as registry
from sagacity.registry.collection import api as collection
from sagacity.site.bench import sample
from sagacity.site.commands import import_

pytestmark = pytest.mark.django_db(transaction=True)


def _headings() -> list[str]:
    return [column.name for column in registry.kind("aed").columns][: sample.COLUMNS]


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    path = tmp_path / "aed.csv"
    sample.aed_file(path, rows=40, headings=_headings(), encoding="cp932")
    return path


@pytest.fixture
def headless(tmp_path: Path) -> Path:
    """A file of words that mean nothing to anybody."""
    path = tmp_path / "memo.csv"
    path.write_text("あれ,これ\n1,2\n", encoding="utf-8")
    return path


def _report(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    (report,) = said["files"]
    return dict(report)


def test_a_whole_file_goes_in(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = import_.run([str(whole), "--report", "json"])

    report = _report(capsys)
    assert code == 0, report
    assert (report["kind"], report["rows"], report["applied"]) == ("aed", 40, 40)
    assert registry.facet_counts()["aed"] == 40


def test_a_dry_run_reports_and_changes_nothing(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = import_.run([str(whole), "--dry-run", "--report", "json"])

    assert code == 0
    assert _report(capsys)["applied"] == 40
    assert registry.facet_counts() == {}
    assert registry.runs() == []


def test_the_counts_add_up_and_each_message_says_where_and_what(
    whole: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = list(csv.reader(whole.read_text("cp932").splitlines()))
    rows[3][_headings().index("緯度")] = "130.3"
    rows[3][_headings().index("経度")] = "33.2"
    with whole.open("w", encoding="cp932", newline="") as file:
        csv.writer(file).writerows(rows)

    code = import_.run([str(whole), "--report", "json"])

    report = _report(capsys)
    assert code == 2, report
    assert report["applied"] + report["to_confirm"] + report["refused"] == report["rows"] == 40
    assert report["to_confirm"] == 1
    asked = [line for line in report["messages"] if line["row"] == 4]
    assert asked
    assert set(asked[0]) == {"row", "column", "found", "expected", "action", "outcome", "rule"}


def test_a_file_nobody_knows_needs_a_person(headless: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = import_.run([str(headless), "--report", "json"])

    assert code in {2, 3}
    assert _report(capsys)["applied"] == 0


def test_a_file_that_is_no_table_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "photo.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)

    code = import_.run([str(picture), "--report", "json"])

    report = _report(capsys)
    assert code == 3
    assert report["messages"][0]["action"]


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert import_.run([str(tmp_path / "no.csv")]) == 3
    assert "no.csv がありません" in capsys.readouterr().err


def test_a_kind_that_does_not_exist_is_answered_with_those_that_do(
    whole: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_.run([str(whole), "--kind", "unicorn"]) == 64
    assert "aed" in capsys.readouterr().err


def test_a_file_that_lost_many_rows_waits_for_a_person(
    whole: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_.run([str(whole), "--report", "json"]) == 0
    capsys.readouterr()
    lines = whole.read_text("cp932").splitlines(keepends=True)
    whole.write_text("".join(lines[:21]), encoding="cp932")

    code = import_.run([str(whole), "--report", "json"])

    report = _report(capsys)
    assert code == 2
    assert (report["applied"], report["to_confirm"]) == (0, 20)
    (said,) = [line for line in report["messages"] if line["rule"] == "compare.vanished"]
    assert (said["row"], said["outcome"]) == (None, "to_confirm")
    assert registry.facet_counts()["aed"] == 40


RULES = {
    "area_days.csv": "マスター,地名,センター,燃やせるごみ\n1,北町,工場,月 木\n2,南町,工場,火 金\n",
    "area_master.csv": "マスター,区名\n1,北の区\n2,南の区\n",
    "center.csv": "名称,休止開始日,休止終了日\n工場,2099/12/31,2100/1/3\n",
}


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "garbage"
    folder.mkdir()
    for name, text in RULES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _zip(tmp_path: Path) -> Path:
    path = tmp_path / "5374.zip"
    with zipfile.ZipFile(path, "w") as box:
        for name, text in RULES.items():
            box.writestr(f"data/{name}", text)
    return path


@pytest.mark.parametrize("make", [_folder, _zip])
def test_rules_of_collection_come_in_as_one_set_with_one_report_for_each_file(
    make: Callable[[Path], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = import_.run([str(make(tmp_path)), "--report", "json"])

    files = json.loads(capsys.readouterr().out)["files"]
    assert code == 0, files
    assert [(Path(one["file"]).name, one["rows"], one["applied"]) for one in files] == [
        ("area_days.csv", 2, 2),
        ("area_master.csv", 2, 2),
        ("center.csv", 1, 1),
    ]
    waiting = [one for one in collection.patterns(on=date(2026, 9, 15)) if one.draft and one.arriving == 1]
    assert len(waiting) == 2


def test_two_editions_of_the_rules_go_in_one_after_the_other_and_the_report_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _folder(tmp_path)
    (folder / "area_days_2.csv").write_text(RULES["area_days.csv"].replace("月 木", "水"), encoding="utf-8")

    code = import_.run([str(folder), "--report", "json"])

    files = {Path(one["file"]).name: one for one in json.loads(capsys.readouterr().out)["files"]}
    assert code == 0, files
    assert files["area_days.csv"]["messages"] == []
    assert [line["rule"] for line in files["area_days_2.csv"]["messages"]] == ["file.same_kind"]
    assert files["area_days_2.csv"]["applied"] == 2
