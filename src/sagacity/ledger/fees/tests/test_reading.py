import pytest

from sagacity.kit.money import yen
from sagacity.ledger.fees import types
from sagacity.ledger.fees.reading import BrokenTariff, read

WHOLE = """
[[fee]]
key = "a"
name = {ja = "あ"}
division = "課"
law = "条例"
[[fee.price]]
yen = 100
"""


def test_a_tariff_knows_its_version_by_its_text() -> None:
    assert read(WHOLE).version == read(WHOLE).version != read(WHOLE + "\n").version


def test_what_a_rule_does_not_say_is_the_plain_case() -> None:
    rule = read(WHOLE).rules["a"]

    assert (rule.per, rule.counts_on, rule.is_confirmed) == (1, types.CountsOn.APPLICATION, False)
    assert rule.prices == (types.Price(yen(100)),)


@pytest.mark.parametrize(
    ("wrong", "where", "why"),
    [
        ("[[fee", "fees.toml", ""),
        (WHOLE + WHOLE, "fee 2", "stands above"),
        (WHOLE.replace("yen = 100", "yen = 1.5"), "price 1", "whole number"),
        (WHOLE.replace("yen = 100", "yen = -1"), "price 1", "0 or more"),
        (WHOLE.replace("yen = 100", "yen = true"), "price 1", "whole number"),
        (
            WHOLE.replace("yen = 100", "yen = 100\nsince = 2026-04-01\nuntil = 2026-03-31"),
            "price 1",
            "before",
        ),
        (WHOLE.replace("yen = 100", 'yen = 100\nsince = "2026-04-01"'), "price 1", "days"),
        (WHOLE.replace("yen = 100", "yen = 100\nwhen = {age = 3}"), "price 1", "words"),
        (WHOLE.replace("yen = 100", "yenn = 100"), "price 1", "yenn"),
        (WHOLE.replace('law = "条例"', ""), "fee 1 (a)", "law"),
        (WHOLE.replace('{ja = "あ"}', '{en = "a"}'), "fee 1 (a)", "ja"),
        (WHOLE.replace('law = "条例"', 'law = "条例"\nper = 0'), "per", "1 or more"),
        (WHOLE.replace('law = "条例"', 'law = "条例"\ncounts_on = "birth"'), "fee 1 (a)", "counts_on"),
        (WHOLE + '[[fee.change]]\nname = {ja = "い"}\n', "change 1", "either yen or percent"),
        (WHOLE + '[[fee.change]]\nname = {ja = "い"}\npercent = -101\n', "change 1", "-100 or more"),
        (WHOLE + '[[fee.exemption]]\nbecause = {ja = "い"}\n', "exemption 1", "say when"),
        (
            WHOLE + "[[postage]]\nstep = [{copies = 2, yen = 1}, {copies = 1, yen = 2}]\n",
            "postage 1",
            "each more",
        ),
        (WHOLE + "[[postage]]\n", "postage 1", "steps"),
        ('fee = "x"', "fees.toml", "[[…fee]]"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(wrong: str, where: str, why: str) -> None:
    with pytest.raises(BrokenTariff) as told:
        read(wrong)

    assert where in told.value.where
    assert why in told.value.why
