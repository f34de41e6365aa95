import pytest

from sagacity.registry.town_of_address import longest, town_of_address

TOWNS = [("town", "本町"), ("village", "本町川上"), ("empty", "")]


@pytest.mark.parametrize(
    ("address", "key"), [("本町川上10番地", "village"), ("本町1-1", "town"), ("北町1", ""), ("", "")]
)
def test_the_longest_name_the_address_begins_with_is_its_town(address: str, key: str) -> None:
    assert longest(address, TOWNS) == key


@pytest.mark.django_db
def test_a_city_without_towns_knows_none() -> None:
    assert town_of_address("例示市本町1") == ""
