from datetime import date
from typing import Any

import pytest

from sagacity.identity.verification import refusals, userinfo

GOOD: dict[str, Any] = {"name": "見本 花子", "birthdate": "19850401", "gender": "2", "address": "例示市本町1"}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, (date(1985, 4, 1), "female", "例示市本町1")),
        ({"birthdate": "1985-04-01"}, (date(1985, 4, 1), "female", "例示市本町1")),
        ({"gender": "female"}, (date(1985, 4, 1), "female", "例示市本町1")),
        ({"gender": 1}, (date(1985, 4, 1), "male", "例示市本町1")),
        ({"gender": "男"}, (date(1985, 4, 1), "male", "例示市本町1")),
        ({"gender": "9"}, (date(1985, 4, 1), "", "例示市本町1")),
        ({"address": {"formatted": "例示市北町2"}}, (date(1985, 4, 1), "female", "例示市北町2")),
        (
            {"address": {"region": "例示県", "locality": "例示市", "street_address": "南町3"}},
            (date(1985, 4, 1), "female", "例示県例示市南町3"),
        ),
    ],
)
def test_several_forms_are_understood_and_one_is_kept(
    other: dict[str, Any], expected: tuple[date, str, str]
) -> None:
    said = userinfo.read({**GOOD, **other})

    assert (said.birth_date, said.sex, said.address) == expected


@pytest.mark.parametrize(
    "other",
    [
        {"name": ""},
        {"name": None},
        {"name": "x" * 301},
        {"birthdate": "19850231"},
        {"birthdate": "昭和60年"},
        {"birthdate": 19850401},
        {"gender": "x"},
        {"gender": None},
        {"address": {}},
        {"address": ["例示市"]},
        {"address": "1234-5678-9018"},
    ],
)
def test_what_cannot_be_read_is_refused_and_not_repeated(other: dict[str, Any]) -> None:
    with pytest.raises(refusals.FactsUnreadable) as refused:
        userinfo.read({**GOOD, **other})

    assert str(refused.value) in {"name", "birthdate", "gender", "address"}


@pytest.mark.parametrize("other", [{"name": "見本 〓子"}, {"address": "例示市■町"}])
def test_a_letter_that_was_replaced_is_noticed(other: dict[str, Any]) -> None:
    assert userinfo.read({**GOOD, **other}).has_substitutes
