"""Finding a bill by whatever somebody has in hand, and what fee items brought in."""

from datetime import timedelta

import pytest

from sagacity.desks.cashier.tests.conftest import DESK, Bills, of, once
from sagacity.identity.testing import StaffActor
from sagacity.kit import clock
from sagacity.kit.money import yen
from sagacity.ledger import api as ledger
from sagacity.ledger.testing.company import DemoPay

pytestmark = pytest.mark.django_db
FIND = f"{DESK}bills/"


def test_a_bill_is_found_by_every_number_somebody_may_have(
    cashier: StaffActor, bills: Bills, company: DemoPay
) -> None:
    bill = bills.make(about="urn:ngsi-ld:Case:7")
    bills.make(title="戸籍の証明書", amount=450)
    begun = ledger.start_payment(
        bill=bill.key, method="store", back_to="/", language="ja", by=cashier.person, at=bills.at
    )
    receipt = ledger.short_number(begun.key)

    for words in (bill.key, bill.number, bill.number[:6].lower(), begun.number, begun.reference, receipt):
        seen = cashier.sees(FIND, q=words)
        assert "いきさつ" in seen, words  # one bill: its page at once
        assert bill.number in seen
    assert bill.number in cashier.sees(FIND, q="urn:ngsi-ld:Case:7")
    assert bill.number in cashier.sees(FIND, q="住民票")
    assert bill.number not in cashier.sees(FIND, q="戸籍")
    assert "450円" in cashier.sees(FIND, q="450")
    assert "あてはまる請求がありません" in cashier.sees(FIND, q="ないもの")


def test_states_are_filters_and_the_table_leaves_without_payers(
    cashier: StaffActor, bills: Bills, company: DemoPay
) -> None:
    late = bills.make(title="期限の過ぎたもの", due_on=clock.day(bills.at) - timedelta(days=1))
    paid = bills.make(title="=払われたもの")
    bills.pays(paid)
    gone = bills.make(title="取り消したもの")
    ledger.cancel_bill(bill=gone.key, reason="x", by=cashier.person, at=bills.at)

    for state, title in (
        ("open", late),
        ("overdue", late),
        ("paid", paid),
        ("cancelled", gone),
    ):
        seen = cashier.sees(FIND, state=state)
        assert "1件、合わせて300円" in seen, state
        assert title.number in seen
    table = b"".join(cashier.client.get(f"{DESK}bills.csv", {"year": bills.make().fiscal_year})).decode()
    assert table.startswith("\ufeff番号,")
    assert "'=払われたもの" in table
    assert len(table.splitlines()) == 5
    assert "Resident" not in table


def test_refunded_bills_are_told_apart(cashier: StaffActor, bills: Bills) -> None:
    for number, amount in enumerate((100, None)):
        bill = bills.make()
        taken = ledger.take_at_counter(
            client_key=f"c{number}", bill=bill.key, till="", by=cashier.person, at=bills.at
        )
        ledger.refund(
            client_key=f"r{number}",
            payment=taken.payment.key,
            amount=None if amount is None else yen(amount),
            reason="x",
            by=cashier.person,
            at=bills.at,
        )

    assert "1件" in cashier.sees(FIND, state="part_refunded")
    assert "1件" in cashier.sees(FIND, state="refunded")
    assert "0件" in cashier.sees(FIND, state="paid")


def test_the_story_of_a_bill_is_told_in_order(cashier: StaffActor, bills: Bills) -> None:
    bill = bills.make()
    cashier.sends(of(bill, "cash/"), once=once(), till="窓口1", received="300")

    seen = cashier.sees(of(bill)).partition("いきさつ")[2]

    assert (
        seen.index("請求をつくりました") < seen.index("支払いを始めました") < seen.index("払われた（300円）")
    )
    assert "receivable:residence_certificate:市民生活課" in seen
    assert "はなこ" not in seen.partition("請求をつくりました")[0]


def test_what_each_item_brought_is_added_up_by_year_and_division(
    cashier: StaffActor, bills: Bills, company: DemoPay
) -> None:
    bills.pays(bills.make())
    bills.make(amount=450, fee="family_register")
    bills.make(amount=1000, fee="", division="税務課", fiscal_year=2020)

    seen = cashier.sees(f"{DESK}figures/")
    assert {word in seen for word in ("市民生活課", "税務課", "1,750円", "手数料の項目なし")} == {True}
    assert "税務課" not in cashier.sees(f"{DESK}figures/", year=clock.fiscal_year(clock.day(bills.at)))
    table = b"".join(cashier.client.get(f"{DESK}figures.csv", {"year": "2020"})).decode()
    assert "2020,税務課,other,手数料の項目なし,1,1000,0,1000" in table


def test_transfers_leave_as_a_table(cashier: StaffActor, bills: Bills) -> None:
    bill = bills.make()

    table = b"".join(cashier.client.get(f"{DESK}books/transfers.csv")).decode()

    assert table.startswith("\ufeff記帳の日,")
    assert f",300,{bill.key}," in table
    assert "合計は0です" in cashier.sees(f"{DESK}books/")


def test_a_bill_that_is_not_there_is_not_found(cashier: StaffActor) -> None:
    for rest in (
        "bills/urn:ngsi-ld:Bill:x/",
        "questions/urn:ngsi-ld:Payment:x/",
        "settlements/gold/2026-01-01/",
    ):
        assert cashier.opens(f"{DESK}{rest}").status_code == 404
