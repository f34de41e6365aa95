"""Files that harm, or only look like tables: refused in words that say what to do."""

import struct
import zipfile
from pathlib import Path

import pytest

from sagacity.registry.reading import limits
from sagacity.registry.reading.tests.files import HEAD, LINE, boxed, changed, read, refusal, saved, workbook

SHEET = "xl/worksheets/sheet1.xml"
ROWS: list[list[object]] = [["名称", "住所", "緯度"], ["公民館", "栄町", 33.2]]


def _explains(problem: object) -> bool:
    return all(getattr(problem, part) for part in ("rule", "found", "expected", "action"))


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "file.empty"),
        (b"\r\n\r\n", "file.empty"),
        (b",,,\r\n,,,\r\n", "file.empty"),
        (b"\xef\xbb\xbf", "file.empty"),
        (b"%PDF-1.7\n1 0 obj", "L1-01"),
        (b"\x89PNG\r\n\x1a\n0000", "L1-01"),
        (b"<html><table><tr><td>1</td></tr></table>", "L1-01"),
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "L1-01"),
        (b"MZ\x90\x00\x03", "L1-01"),
        (b"name,place\nhall\0,town\nx,y\n", "text.nul"),
        ("名称\n公民館\n図書館\n".encode(), "file.one_column"),
        (
            ",".join(f"列名{n}" for n in range(10_000)).encode() + b"\n" + b"1," * 9_999 + b"1\n",
            "file.columns",
        ),
        (b'{"type": "FeatureCollection", "features": [', "file.json"),
        (b'{"a": 1}', "file.json"),
        (b"[" * 100_000, "file.json"),
        (b"[]", "file.empty"),
        (b'[{"a": NaN}]', "file.json"),
    ],
)
def test_what_is_no_table_is_refused_and_explained(tmp_path: Path, data: bytes, rule: str) -> None:
    problem = refusal(tmp_path, data)

    assert problem.rule == rule
    assert _explains(problem)
    assert problem.message().row is None


def test_a_zip_bomb_is_refused_before_it_swells(tmp_path: Path) -> None:
    data = changed(saved(workbook(ROWS)), SHEET, b"<worksheet>" + b" " * 60_000_000 + b"</worksheet>")
    assert len(data) < 1_000_000

    problem = refusal(tmp_path, data, "bomb.xlsx")

    assert problem.rule == "file.bomb"


def test_a_zip_of_zips_is_not_opened_further(tmp_path: Path) -> None:
    problem = refusal(tmp_path, boxed(**{"a.zip": boxed(**{"b.csv": "x,y"})}), "a.zip")

    assert problem.rule == "L1-01"


def test_two_cells_far_apart_do_not_fill_the_memory(tmp_path: Path) -> None:
    book = workbook(ROWS)
    book.worksheets[0].cell(1_048_576, 600).value = "x"

    problem = refusal(tmp_path, saved(book), "wide.xlsx")

    assert problem.rule == "file.size"


def test_a_cell_in_the_last_column_is_refused(tmp_path: Path) -> None:
    book = workbook(ROWS)
    book.worksheets[0].cell(1, 16_384).value = "x"

    assert refusal(tmp_path, saved(book), "wide.xlsx").rule == "file.columns"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_declared_entities_in_a_workbook_are_refused(tmp_path: Path, encoding: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'.encode(encoding)

    problem = refusal(tmp_path, changed(saved(workbook(ROWS)), SHEET, bomb), "x.xlsx")

    assert problem.rule == "file.entities"


def test_a_locked_workbook_says_that_it_is_locked(tmp_path: Path) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")

    problem = refusal(tmp_path, data, "secret.xlsx")

    assert problem.rule == "file.locked"
    assert "パスワード" in problem.action


def test_a_zip_with_a_password_says_so(tmp_path: Path) -> None:
    data = bytearray(boxed(**{"stops.txt": "stop_id,stop_name\n1,a\n"}))
    at = data.index(b"PK\x01\x02") + 8
    data[at : at + 2] = struct.pack("<H", 1)

    assert refusal(tmp_path, bytes(data), "gtfs.zip").rule == "file.locked"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_workbook_is_refused(tmp_path: Path, share: float) -> None:
    data = saved(workbook(ROWS * 50))

    problem = refusal(tmp_path, data[: int(len(data) * share)], "cut.xlsx")

    assert problem.rule == "file.broken"


def test_a_workbook_whose_size_lies_is_refused(tmp_path: Path) -> None:
    data = bytearray(saved(workbook(ROWS)))
    with zipfile.ZipFile(__import__("io").BytesIO(bytes(data))) as box:
        info = box.getinfo(SHEET)
    wanted = struct.pack("<I", info.file_size)
    at = data.rindex(SHEET.encode()) - 46 + 24
    assert data[at : at + 4] == wanted
    data[at : at + 4] = struct.pack("<I", 10)

    assert refusal(tmp_path, bytes(data), "lie.xlsx").rule == "file.broken"


def test_random_bytes_called_xls_are_refused(tmp_path: Path) -> None:
    problem = refusal(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8, "old.xls")

    assert problem.rule == "file.broken"


def test_a_cell_of_100_mb_is_one_refused_row_not_a_dead_program(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as out:
        out.write(f"{HEAD}\n{LINE}\n412015,2,".encode())
        for _ in range(100):
            out.write(b"x" * 1_000_000)
        out.write(f",,,,\n{LINE}\n".encode())

    from sagacity.registry.reading import open_table

    table = open_table(path, name="big.csv")
    problems = [row.problem for row in table.rows if row.problem]

    assert problems[0] is not None
    assert problems[0].rule in ("file.cell_size", "L1-15")
    assert all(len(problem.found) < 200 for problem in problems)


def test_a_file_beyond_all_measure_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as out:
        out.truncate(limits.FILE_BYTES + 1)

    from sagacity.registry.reading import Unreadable, open_table

    with pytest.raises(Unreadable) as caught:
        open_table(path, name="huge.csv")

    assert caught.value.rule == "file.size"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("list.csv", saved(workbook(ROWS))),
        ("list.xlsx", "名称,住所,緯度\n公民館,栄町,33.2\n".encode()),
        ("list.xls", saved(workbook(ROWS))),
        ("list.csv", '[{"名称": "公民館", "住所": "栄町", "緯度": 33.2}]'.encode()),
    ],
)
def test_the_content_decides_when_the_name_is_wrong(tmp_path: Path, name: str, data: bytes) -> None:
    table, rows = read(tmp_path, data, name)

    assert [row.cells for row in rows] == [["公民館", "栄町", "33.2"]]
    assert "file.extension" in {message.rule for message in table.messages}
