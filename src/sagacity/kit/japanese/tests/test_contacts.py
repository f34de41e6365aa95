import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagacity.kit.japanese import phones, postcodes
from sagacity.kit.japanese.reading import Reading


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("0952-24-3151", "0952-24-3151", Reading.GIVEN),
        ("(0952)24-3151", "0952-24-3151", Reading.REPAIRED),
        ("０９５２－２４－３１５１", "0952-24-3151", Reading.REPAIRED),
        ("0952243151", "0952-24-3151", Reading.REPAIRED),
        ("+81-952-24-3151", "0952-24-3151", Reading.REPAIRED),
        ("0120123456", "0120-123-456", Reading.REPAIRED),
        ("０９０１２３４５６７８", "090-1234-5678", Reading.REPAIRED),
        ("24-3151", "0952-24-3151", Reading.PROPOSED),
        ("952243151", "0952-24-3151", Reading.PROPOSED),
    ],
)
def test_a_telephone_number_reads_with_its_dashes(text: str, value: str, status: Reading) -> None:
    found = phones.parse(text, "0952")

    assert (found.value, found.status) == (value, status)


def test_an_extension_is_kept_apart() -> None:
    assert phones.parse("0952-24-3151（内線１２３）").extension == "123"


@pytest.mark.parametrize("text", ["0952-24-315", "0952-24-3151、24-3152", "なし", "119"])
def test_what_is_no_single_number_is_refused_with_a_sentence(text: str) -> None:
    found = phones.parse(text, "0952")

    assert (found.value, found.status) == ("", Reading.REFUSED)
    assert found.note


def test_digits_of_an_unknown_area_get_no_invented_dashes() -> None:
    assert phones.parse("0952243151").value == "0952243151"


@given(st.integers(min_value=0, max_value=9_999_999))
def test_every_postcode_reads_the_same_with_and_without_its_dash(number: int) -> None:
    proper = f"{number:07d}"[:3] + "-" + f"{number:07d}"[3:]

    assert postcodes.parse(proper) == postcodes.Postcode(proper, Reading.GIVEN)
    assert postcodes.parse(f"〒{number:07d}").value == proper


def test_a_zero_lost_in_a_spreadsheet_is_proposed() -> None:
    found = postcodes.parse("600001")

    assert (found.value, found.status) == ("060-0001", Reading.PROPOSED)


def test_too_short_a_postcode_is_refused() -> None:
    assert postcodes.parse("84085").status is Reading.REFUSED
