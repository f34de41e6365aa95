"""The tariff in words, one case, and a changed tariff on the bills of a year."""

import pytest

from sagacity.desks.cashier.tests.conftest import DESK, Bills, once
from sagacity.identity.testing import StaffActor
from sagacity.kit import clock
from sagacity.kit.city import api as city
from sagacity.ledger import api as ledger

pytestmark = pytest.mark.django_db
FEES = f"{DESK}fees/"


@pytest.fixture(autouse=True)
def invented_city(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAGACITY_CITY", "example")


def test_each_price_is_said_with_the_sentence_a_payer_reads(cashier: StaffActor) -> None:
    seen = cashier.sees(FEES)

    assert "住民票の写し：300円です。" in seen
    assert "どこで＝オンライン" in seen
    assert "住民票の写し：200円です。" in seen
    assert "6通まで110円" in seen


def test_a_case_is_worked_out_and_explained(cashier: StaffActor) -> None:
    case = {"fee": "residence_certificate", "applied_on": "2026-06-03", "copies": "2", "things": "1"}

    seen = cashier.sees(f"{FEES}try/", **case, by_post="on", fact_channel="online")

    assert "住民票の写し：200円 × 2通で、400円です。郵送料110円を足して、合わせて510円です。" in seen
    assert cashier.opens(f"{FEES}try/", **{**case, "copies": "0"}).status_code == 422


def test_a_rise_is_tried_on_the_bills_of_the_year_and_changes_nothing(
    cashier: StaffActor, bills: Bills
) -> None:
    tariff, day = ledger.tariff(), clock.day(bills.at)
    for facts in ({}, {"channel": "online"}):
        case = ledger.Case("residence_certificate", applied_on=day, copies=2, facts=facts)
        fee = ledger.work_out(case, tariff=tariff)
        bills.make(fee.amount, lines=ledger.lines_of(fee), case=case)
    old = ledger.work_out(
        ledger.Case("residence_certificate", day, by_post=True, facts={"channel": "online"}), tariff=tariff
    )
    bills.make(old.amount, lines=ledger.lines_of(old))  # no case was kept: it is found from the amount
    bills.make(1)  # nothing in the tariff costs this
    text = (city.folder() / "fees.toml").read_text(encoding="utf-8").replace("yen = 200", "yen = 250")
    said = {"year": str(clock.fiscal_year(day)), "text": text}

    cashier.sends(f"{FEES}simulate/", **said, what="show")
    seen = cashier.sees()
    assert "収入の違いは150円" in seen
    assert "条件が残っていた請求 2件、額から条件を割り出した請求 1件" in seen
    assert "1件は、条件が分からないため除きました" in seen
    answer = cashier.client.post(f"{FEES}simulate/", {**said, "what": "csv"})
    table = b"".join(answer).decode()
    assert "residence_certificate,住民票の写し,3,2,0,0,1310,1460,150" in table
    assert ledger.tariff() == tariff


def test_a_broken_tariff_is_named_with_its_place(cashier: StaffActor, bills: Bills) -> None:
    bills.make()
    said = {"year": str(clock.fiscal_year(clock.day(bills.at))), "text": "[[fee]]\nkey = 1"}

    answer = cashier.sends(f"{FEES}simulate/", **said)

    assert answer.status_code == 422
    assert "を読めません" in cashier.sees()


def test_a_tariff_with_holes_is_tried_and_its_faults_are_said(cashier: StaffActor, bills: Bills) -> None:
    bills.make()
    text = (
        (city.folder() / "fees.toml")
        .read_text(encoding="utf-8")
        .replace("yen = 300", "yen = 300\nuntil = 2020-03-31")
    )

    cashier.sends(
        f"{FEES}simulate/", year=str(clock.fiscal_year(clock.day(bills.at))), text=text, once=once()
    )

    assert "額のない場合がある" in cashier.sees()
