from datetime import date

from sagacity.ledger.fees import types
from sagacity.ledger.fees.lint import Fault, look
from sagacity.ledger.fees.reading import read

HEAD = """
[[fee]]
key = "a"
name = {ja = "あ", en = "a"}
division = "課"
law = "条例"
confirmed = true
unit = {ja = "通", en = "copies"}
"""
ON = date(2026, 4, 1)


def _faults(prices: str, languages: tuple[str, ...] = ("ja", "en")) -> list[Fault]:
    return look(read(HEAD + prices), languages=languages, on=ON)


def test_a_whole_tariff_has_no_fault(tariff: types.Tariff) -> None:
    found = [fault for fault in look(tariff, languages=("ja", "en"), on=ON) if fault.code != "no_price"]

    assert found == []


def test_a_case_without_an_amount_is_named() -> None:
    found = _faults(
        '[[fee.price]]\nyen = 1\nwhen = {age = "child"}\n[[fee.price]]\nyen = 2\nuntil = 2027-03-31\n'
    )

    assert [(fault.code, fault.about) for fault in found] == [("no_price", "2027-04-01, any")]


def test_two_prices_for_one_case_are_named() -> None:
    same = _faults("[[fee.price]]\nyen = 1\n[[fee.price]]\nyen = 2\nsince = 2026-09-01\n")
    crossed = _faults(
        "[[fee.price]]\nyen = 1\n"
        '[[fee.price]]\nyen = 2\nwhen = {age = "child"}\n'
        '[[fee.price]]\nyen = 3\nwhen = {channel = "counter"}\n'
    )

    assert ("two_prices", "2026-09-01, any") in [(fault.code, fault.about) for fault in same]
    assert ("two_prices", "2026-04-01, age=child, channel=counter") in [
        (fault.code, fault.about) for fault in crossed
    ]


def test_a_price_that_never_counts_is_named() -> None:
    found = _faults("[[fee.price]]\nyen = 1\n[[fee.price]]\nyen = 2\nsince = 2026-05-01\n")

    assert {fault.code for fault in found} == {"two_prices", "price_never_used"}


def test_missing_words_and_unconfirmed_amounts_are_named() -> None:
    found = look(
        read(HEAD.replace("confirmed = true", "") + "[[fee.price]]\nyen = 1\n"),
        languages=("ja", "en", "ko"),
        on=ON,
    )

    assert [(fault.code, fault.about) for fault in found] == [
        ("missing_words", "name: ko"),
        ("missing_words", "unit: ko"),
        ("not_confirmed", ""),
    ]
