"""Every encoding a Japanese office sends, with and without a mark; the page says which was read."""

import codecs
from pathlib import Path

import pytest

from sagacity.registry.reading.tests.files import HEAD, LINE, read, refusal

TEXT = f"{HEAD}\r\n{LINE}\r\n412015,0000000002,ｾﾝﾀｰ会館,センターカイカン,佐賀県佐賀市城内1-2,33.25,130.30\r\n"
FULL = TEXT.replace("ｾﾝﾀｰ", "センター")


@pytest.mark.parametrize(
    ("data", "codec", "note"),
    [
        (TEXT.encode("utf-8"), "utf-8", "UTF-8（BOMなし）"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig", "UTF-8（BOMあり）"),
        (TEXT.encode("cp932"), "cp932", "Shift_JIS"),
        (TEXT.encode("euc_jp"), "euc_jp", "EUC-JP"),
        (FULL.encode("iso2022_jp"), "iso2022_jp", "ISO-2022-JP"),
        (TEXT.encode("utf-16"), "utf-16", "UTF-16（BOMあり）"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16", "UTF-16（BOMあり）"),
        (TEXT.encode("utf-16-le"), "utf-16-le", "UTF-16（BOMなし"),
        (TEXT.encode("utf-16-be"), "utf-16-be", "UTF-16（BOMなし"),
        (TEXT.encode("utf-32"), "utf-32", "UTF-32"),
        (b"ID,name,latitude\r\n1,hall,33.2\r\n", "utf-8", "半角英数字だけ"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.islower() else "",
)
def test_a_file_is_read_in_its_encoding_without_being_asked(
    tmp_path: Path, data: bytes, codec: str, note: str
) -> None:
    table, rows = read(tmp_path, data)

    assert table.encoding == codec
    assert note in table.encoding_note
    text = data.decode(codec)
    assert [",".join(row.cells) for row in rows] == text.lstrip("\ufeff").splitlines()[1:]


def test_tabs_from_excels_unicode_text_are_seen(tmp_path: Path) -> None:
    table, rows = read(tmp_path, TEXT.replace(",", "\t").encode("utf-16"))

    assert table.headings[2] == "名称"
    assert rows[0].cells[2] == "さくら公民館"


def test_short_kana_of_euc_jp_are_not_taken_for_half_width_kana(tmp_path: Path) -> None:
    data = "名称,備考\nあいう,かきく\n".encode("euc_jp")

    table, rows = read(tmp_path, data)

    assert table.encoding == "euc_jp"
    assert rows[0].cells == ["あいう", "かきく"]


def test_half_width_kana_of_cp932_stay_what_they_are(tmp_path: Path) -> None:
    table, rows = read(tmp_path, "名称,備考\nｱｲｳ,ｶｷｸ\n".encode("cp932"))

    assert table.encoding == "cp932"
    assert rows[0].cells == ["ｱｲｳ", "ｶｷｸ"]


def test_three_lines_of_cp932_are_enough(tmp_path: Path) -> None:
    table, _ = read(tmp_path, "名称,住所\n公民館,佐賀市\n".encode("cp932"))

    assert table.encoding == "cp932"


def test_platform_letters_of_windows_are_read(tmp_path: Path) -> None:
    _, rows = read(tmp_path, "名称,備考\n髙﨑①,㈱～\n".encode("cp932"))

    assert rows[0].cells == ["髙﨑①", "㈱～"]


def test_two_encodings_in_one_file_are_refused_with_the_line(tmp_path: Path) -> None:
    lines = "".join(f"公民館{number},佐賀市\n" for number in range(20))
    data = f"名称,住所\n{lines}".encode() + "駅前,〒840\n".encode("cp932") + b"\x81\xff,\xff\n"

    problem = refusal(tmp_path, data)

    assert problem.rule == "text.encoding"
    assert "行目" in problem.found
    assert "CSV UTF-8" in problem.action


def test_a_bom_that_lies_is_refused(tmp_path: Path) -> None:
    problem = refusal(tmp_path, codecs.BOM_UTF8 + TEXT.encode("cp932"))

    assert problem.rule == "text.encoding"
    assert "UTF-8" in problem.expected


def test_a_file_cut_in_the_middle_of_a_letter_is_refused(tmp_path: Path) -> None:
    problem = refusal(tmp_path, TEXT.encode("utf-8-sig")[: -len("内1-2,33.25,130.30\r\n".encode()) + 1])

    assert problem.rule == "text.encoding"


def test_the_whole_file_decides_not_its_first_lines(tmp_path: Path) -> None:
    lines = "".join(f"{number},ascii only,33.2\n" for number in range(100_000))
    data = f"ID,name,latitude\n{lines}".encode() + "100001,公民館,33.2\n".encode("cp932")

    table, rows = read(tmp_path, data)

    assert table.encoding == "cp932"
    assert rows[-1].cells[1] == "公民館"
