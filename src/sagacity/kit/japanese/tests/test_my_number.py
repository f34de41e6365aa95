import pytest

from sagacity.kit.japanese import my_number

EXAMPLE = "12345678901" + "8"  # the check digit of the fact sheet's own example


def test_the_check_digit_follows_the_ordinance() -> None:
    assert my_number.check_digit("12345678901") == 8


@pytest.mark.parametrize(
    "text",
    [
        EXAMPLE,
        f"わたしの番号は{EXAMPLE}です",
        "1234 5678 9018",
        "1234-5678-9018",
        "１２３４５６７８９０１８",
        "１２３４－５６７８－９０１８",
        "1234\u30005678\u30009018",
    ],
)
def test_it_is_seen_however_it_is_written(text: str) -> None:
    assert my_number.stands_in(text)


@pytest.mark.parametrize("text", ["", "123456789017", "0952-24-3151", f"{EXAMPLE}9", f"4{EXAMPLE}", "1234"])
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not my_number.stands_in(text)
