import pytest

from sagacity.identity import spare_codes


def test_a_sheet_has_eight_different_codes_of_eighty_bits() -> None:
    sheet = spare_codes.new_sheet()

    assert len(set(sheet)) == 8
    assert all(len(spare_codes.plain(code)) == 16 for code in sheet)


@pytest.mark.parametrize(
    "typed",
    [
        "abco-defi-ghij-klmn",
        "ABC0 DEF1 GHIJ KLMN",
        " ＡＢＣＯ－ＤＥＦＩーＧＨＩＪ　ＫＬＭＮ",
        "ABCODEFIGHIJKLMN",
    ],
)
def test_a_code_is_read_however_it_was_typed(typed: str) -> None:
    assert spare_codes.plain(typed) == "ABCODEFIGHIJKLMN"
