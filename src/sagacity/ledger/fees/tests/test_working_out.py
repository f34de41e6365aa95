from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagacity.ledger.fees import types, working_out
from sagacity.ledger.fees.tests.conftest import Costs

D = date


@pytest.mark.parametrize(
    ("fee", "day", "facts", "yen"),
    [
        ("family_register", D(2026, 6, 3), {}, 450),
        ("family_register", D(2026, 6, 3), {"variant": "removed"}, 750),
        ("family_register", D(2026, 6, 3), {"variant": "acceptance"}, 350),
        ("family_register", D(2026, 6, 3), {"issuer": "other_city"}, 500),
        ("family_register", D(2026, 6, 3), {"issuer": "other_city", "variant": "removed"}, 800),
        ("residence", D(2022, 3, 31), {}, 300),  # the last day of the old price
        ("residence", D(2022, 4, 1), {}, 400),
        ("residence", D(2022, 4, 1), {"purpose": "viewing"}, 300),  # stays where the others rise
        ("residence", D(2026, 6, 3), {"purpose": "light_vehicle"}, 0),
        ("convenience", D(2026, 6, 3), {"channel": "counter"}, 300),
        ("convenience", D(2026, 6, 3), {"channel": "convenience"}, 200),
        ("convenience", D(2024, 3, 31), {"channel": "convenience"}, 200),
        ("convenience", D(2024, 4, 1), {"channel": "convenience"}, 100),  # the campaign, both ends included
        ("convenience", D(2025, 3, 31), {"channel": "convenience"}, 100),
        ("convenience", D(2025, 4, 1), {"channel": "convenience"}, 200),
        ("convenience", D(2024, 6, 1), {"channel": "counter"}, 300),
        ("crematorium", D(2026, 6, 3), {"residence": "resident"}, 12_000),
        ("crematorium", D(2026, 6, 3), {"residence": "other"}, 36_000),
        ("crematorium", D(2026, 6, 3), {"residence": "resident", "age": "child"}, 9_000),
        ("crematorium", D(2026, 6, 3), {"residence": "other", "age": "child"}, 27_000),
        ("crematorium", D(2026, 6, 3), {"residence": "other", "age": "adult"}, 36_000),
    ],
)
def test_each_known_case_costs_what_the_city_says(
    costs: Costs, fee: str, day: date, facts: dict[str, str], yen: int
) -> None:
    assert costs(fee, day, **facts).amount == yen


@pytest.mark.parametrize(("persons", "yen"), [(1, 200), (5, 200), (6, 400), (10, 400), (11, 600)])
def test_a_begun_unit_of_persons_counts_whole(costs: Costs, persons: int, yen: int) -> None:
    assert costs("persons", D(2026, 6, 3), {"things": persons}).amount == yen


def test_copies_are_paid_one_by_one_and_postage_once(costs: Costs) -> None:
    found = costs("residence", D(2026, 6, 3), {"copies": 3, "by_post": True})

    assert (found.each, found.postage, found.amount) == (400, 110, 1310)


@pytest.mark.parametrize(
    ("day", "copies", "yen"),
    [(D(2024, 9, 30), 3, 84), (D(2024, 9, 30), 4, 94), (D(2024, 10, 1), 6, 110), (D(2026, 6, 3), 99, 180)],
)
def test_postage_goes_by_day_and_copies_and_its_last_step_holds_for_more(
    costs: Costs, day: date, copies: int, yen: int
) -> None:
    assert costs("residence", day, {"copies": copies, "by_post": True}).postage == yen


def test_an_exemption_wants_its_evidence(costs: Costs) -> None:
    without = costs("residence", status="disaster_victim")
    shown = costs("residence", D(2026, 6, 3), {"shown": frozenset({"status"})}, status="disaster_victim")

    assert (without.amount, shown.amount) == (400, 0)
    assert without.evidence_missing == shown.exempt


def test_who_is_exempt_still_pays_the_post(costs: Costs) -> None:
    found = costs("residence", D(2026, 6, 3), {"by_post": True}, purpose="light_vehicle")

    assert found.amount == 110


@pytest.mark.parametrize(("paid_on", "yen"), [(None, 1005), (D(2026, 3, 31), 1005), (D(2026, 4, 1), 2000)])
def test_the_rule_says_which_day_counts(costs: Costs, paid_on: date | None, yen: int) -> None:
    assert costs("hall", D(2026, 3, 1), {"paid_on": paid_on}).amount == yen


def test_half_of_an_odd_price_is_rounded_to_the_payers_good(costs: Costs) -> None:
    assert costs("hall", D(2026, 3, 1), status="youth_group").amount == 502


def test_changes_follow_one_another_and_nobody_is_paid_for_asking(costs: Costs) -> None:
    found = costs("hall", D(2026, 3, 1), status="youth_group", booked="early")

    assert [step.yen for step in found.steps] == [-503, -502]
    assert found.amount == 0


def test_no_amount_is_guessed(costs: Costs, tariff: types.Tariff) -> None:
    with pytest.raises(working_out.NoPrice):
        costs("crematorium")
    with pytest.raises(working_out.NoSuchFee):
        costs("dog_tax")
    with pytest.raises(working_out.BadCase):
        costs("residence", D(2026, 6, 3), {"copies": 0})
    no_post = types.Tariff(tariff.version, tariff.rules)
    with pytest.raises(working_out.NoPrice):
        working_out.work_out(types.Case("residence", D(2026, 6, 3), by_post=True), tariff=no_post)


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "channel": st.sampled_from(["counter", "convenience", "other"]),
        "status": st.sampled_from(["disaster_victim", "youth_group"]),
        "issuer": st.just("other_city"),
        "purpose": st.sampled_from(["viewing", "light_vehicle"]),
        "booked": st.just("early"),
    },
)


@given(
    fee=st.sampled_from(["family_register", "residence", "convenience", "persons", "hall"]),
    day=st.dates(D(2020, 1, 1), D(2030, 12, 31)),
    facts=FACTS,
    copies=st.integers(1, 30),
    things=st.integers(1, 30),
)
def test_more_copies_never_cost_less_and_nothing_costs_less_than_nothing(
    tariff_of_the_session: types.Tariff, fee: str, day: date, facts: dict[str, str], copies: int, things: int
) -> None:
    def amount(many: int) -> int:
        case = types.Case(fee, applied_on=day, copies=many, things=things, facts=facts)
        return working_out.work_out(case, tariff=tariff_of_the_session).amount

    assert 0 <= amount(copies) <= amount(copies + 1)


@pytest.fixture(scope="session")
def tariff_of_the_session(text: str) -> Any:
    from sagacity.ledger.fees.reading import read

    return read(text)
