"""A postcode brings its town, and whatever it brings is said."""

from typing import Any

import pytest

from sagacity.kit.city import api as city
from sagacity.kit.japanese import postal_towns
from sagacity.procedures.forms.fields import addresses
from sagacity.procedures.forms.fields.found import Looked

pytestmark = pytest.mark.django_db

TOWER = "東京都港区芝公園"


def _address(**parts: str) -> dict[str, str]:
    return {**addresses.EMPTY, **parts}


def _looks(**parts: str) -> tuple[dict[str, str], Looked]:
    return addresses.looked_up(_address(**parts), "")


@pytest.mark.parametrize("typed", ["105-0011", "1050011", "１０５００１１", "〒105-0011"])
def test_one_town_is_filled_in_with_prefecture_and_municipality(typed: str) -> None:
    address, looked = _looks(postcode=typed)

    assert (address["town"], address["rest"], looked.found) == (TOWER, "", ())
    assert TOWER in looked.said
    assert "番地を書き足してください" in looked.said


def test_a_code_of_another_municipality_is_taken_and_said() -> None:
    here = city.current()

    assert f"{here.name_in('ja')}の外の住所です" in _looks(postcode="105-0011")[1].said


@pytest.mark.parametrize("typed", ["105", "105-001", "105-00112"])
def test_a_code_half_typed_says_how_many_digits_there_are(typed: str) -> None:
    address, looked = _looks(postcode=typed)

    assert address["town"] == ""
    assert f"いま {len(postal_towns.digits(typed))} けた" in looked.said


def test_letters_are_no_code() -> None:
    assert "数字だけで" in _looks(postcode="しば公園")[1].said


def test_a_code_the_post_does_not_know_is_named() -> None:
    address, looked = _looks(postcode="９９９９９９９")

    assert address["town"] == ""
    assert "999-9999 は見つかりません" in looked.said


def test_one_of_several_towns_is_picked() -> None:
    address, looked = _looks(postcode="498-0000")
    assert address["town"] == ""
    assert "2 つあります" in looked.said

    picked = addresses.picked(address, looked.found[1].key)

    assert picked["town"] == "三重県桑名郡木曽岬町"
    assert addresses.looked_up({**picked, "town": picked["town"] + "和富"}, "")[1].found == ()


def test_where_the_post_names_no_town_it_is_to_be_written() -> None:
    address, looked = _looks(postcode="936-0000")

    assert address["town"] == "富山県滑川市"
    assert "町の名前は郵便番号では分かりません" in looked.said


def test_an_office_brings_its_number_but_changes_none_that_stands_there() -> None:
    assert _looks(postcode="900-8797")[0]["rest"] == "26-29"
    assert _looks(postcode="900-8797", rest="1-2")[0]["rest"] == "1-2"
    assert addresses.picked(_address(postcode="900-8797"), "沖縄県那覇市東町")["rest"] == "26-29"


@pytest.mark.parametrize("written", ["東", "東京都港区", "港区芝"])
def test_a_beginning_of_the_town_is_completed(written: str) -> None:
    assert _looks(postcode="105-0011", town=written)[0]["town"] == TOWER


@pytest.mark.parametrize("written", [TOWER, "港区芝公園4丁目"])
def test_what_fits_stays_as_it_is_written(written: str) -> None:
    address, looked = _looks(postcode="105-0011", town=written)

    assert address["town"] == written
    assert "合っています" in looked.said


def test_another_address_is_offered_and_never_overwrites() -> None:
    address, looked = _looks(postcode="105-0011", town="大阪府大阪市北区梅田")

    assert address["town"] == "大阪府大阪市北区梅田"
    assert [one.key for one in looked.found] == [TOWER]
    assert "書いてある住所とちがいます" in looked.said


def test_without_anything_it_is_said_what_to_write() -> None:
    assert "書いてから、押してください" in _looks()[1].said


@pytest.mark.parametrize("value", ["", None, {"postcode": None}, [], {"town": 3}])
def test_whatever_stands_there_is_borne(value: Any) -> None:
    assert set(addresses.looked_up(value, "")[0]) == set(addresses.EMPTY)
