"""Numbers as people say and type them."""

from datetime import date

import pytest

from sagacity.kit import clock, serials
from sagacity.kit.japanese import eras

TYPED = {
    "ｒ８－ＲＥＳＩＤＥ－０００１２３－４": "R8-RESIDE-000123-4",
    " r8 ー resideー000123−4 ": "R8-RESIDE-000123-4",
    "R8-スポーツの利用-000123-4": "R8-スポーツの利用-000123-4",
    "R8-ｽﾎﾟｰﾂの利用-000123-4": "R8-スポーツの利用-000123-4",
}


@pytest.mark.parametrize("typed", TYPED)
def test_a_number_is_the_same_however_it_was_typed(typed: str) -> None:
    assert serials.folded(typed) == TYPED[typed]
    assert serials.folded(TYPED[typed]) == TYPED[typed]


@pytest.mark.parametrize("signs", [serials.DIGITS, serials.DIGITS_AND_CAPITALS])
def test_every_wrong_sign_shows(signs: str) -> None:
    text = "8000123"
    right = serials.check_sign(text, signs=signs)

    for place, sign in enumerate(text):
        for other in set(signs) - {sign}:
            assert serials.check_sign(text[:place] + other + text[place + 1 :], signs=signs) != right


def test_the_sign_is_that_of_the_standard() -> None:
    assert serials.check_sign("0794") == "5"  # the example of ISO 7064


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2019, 3, 31), "H30"),
        (date(2019, 4, 1), "R1"),
        (date(2027, 3, 31), "R8"),
        (date(1989, 1, 9), "S63"),
    ],
)
def test_a_fiscal_year_is_written_by_its_era(day: date, written: str) -> None:
    assert eras.short_year(clock.fiscal_year(day)) == written
