from datetime import date

from sagacity.kit.money import yen
from sagacity.ledger.fees import types
from sagacity.ledger.fees.reading import read
from sagacity.ledger.fees.simulation import Effect, simulate

D = date(2026, 6, 3)


def test_a_rise_is_added_up_over_last_years_cases(text: str) -> None:
    before, after = read(text), read(text.replace("yen = 400", "yen = 500"))
    cases = [
        *[types.Case("residence", D) for _ in range(10)],
        types.Case("residence", D, facts={"purpose": "viewing"}),
        types.Case("residence", D, facts={"purpose": "light_vehicle"}),
        types.Case("persons", D),
        types.Case("crematorium", D),
    ]

    found = {effect.fee: effect for effect in simulate(cases, before=before, after=after)}

    assert found["residence"] == Effect(
        "residence",
        cases=12,
        dearer=10,
        cheaper=0,
        unanswered=0,
        before=yen(4300),
        after=yen(5300),
    )
    assert found["residence"].difference == 1000
    assert found["persons"].difference == 0
    assert found["crematorium"].unanswered == 1
