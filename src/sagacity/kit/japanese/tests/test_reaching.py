import pytest

from sagacity.kit.japanese import reaching


def test_what_is_typed_wide_is_dialled_and_written_narrow() -> None:
    assert reaching.phone("０９５２－２４－３１５１") == "0952-24-3151"
    assert reaching.mail(" ｈａｎａｋｏ＠example.jp ") == "hanako@example.jp"


def test_nothing_stays_nothing() -> None:
    assert reaching.phone(" ") == reaching.mail("　") == ""


@pytest.mark.parametrize("text", ["12", "はなこ", "0952-24-3151 内線 12"])
def test_nobody_is_reached_by_what_is_no_number(text: str) -> None:
    with pytest.raises(reaching.Unreadable):
        reaching.phone(text)


def test_nobody_is_reached_by_half_an_address() -> None:
    with pytest.raises(reaching.Unreadable):
        reaching.mail("hanako@")
