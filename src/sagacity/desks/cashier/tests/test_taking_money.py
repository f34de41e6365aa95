"""At the counter: cash with change, the machine, a receipt, and the count in the evening."""

import pytest

from sagacity.desks.cashier.tests.conftest import DESK, Bills, of, once
from sagacity.identity.testing import StaffActor
from sagacity.ledger import api as ledger
from sagacity.ledger.testing.company import DemoPay

pytestmark = pytest.mark.django_db


def test_cash_is_taken_once_however_often_the_button_is_pressed(cashier: StaffActor, bills: Bills) -> None:
    bill = bills.make()
    typed = {"once": once(), "till": "市民窓口1", "received": "1000"}

    for _ in range(2):
        cashier.sends(of(bill, "cash/"), **typed)
        assert "おつりは700円です" in cashier.sees()

    assert bills.state(bill) == "paid"
    assert ledger.account(code="till:市民窓口1").balance == 300
    assert "納付済み" in cashier.sees(of(bill))


def test_too_little_cash_is_said_with_what_lacks(cashier: StaffActor, bills: Bills) -> None:
    bill = bills.make()

    answer = cashier.sends(of(bill, "cash/"), once=once(), till="市民窓口1", received="200")

    assert answer.status_code == 422
    assert "100円足りません" in cashier.sees()
    assert bills.state(bill) == "open"


def test_what_was_paid_meanwhile_is_handed_back(cashier: StaffActor, bills: Bills, company: DemoPay) -> None:
    bill = bills.make()
    bills.pays(bill)

    cashier.sends(of(bill, "cash/"), once=once(), till="市民窓口1", received="300")

    assert "もう納付済みです。受け取ったお金は返してください" in cashier.sees()
    assert [one.name for one in ledger.tills()] == []


def test_the_machine_keeps_its_slip_and_the_slip_finds_the_bill(cashier: StaffActor, bills: Bills) -> None:
    bill = bills.make()
    cashier.sends(of(bill, "card/"), once=once(), reference="伝票0042")
    assert bills.state(bill) == "paid"

    assert bill.number in cashier.sees(f"{DESK}bills/", q="伝票0042")


def test_a_payment_under_way_is_stopped_at_the_counter(
    cashier: StaffActor, bills: Bills, company: DemoPay
) -> None:
    bill = bills.make()
    ledger.start_payment(
        bill=bill.key, method="store", back_to="/", language="ja", by=cashier.person, at=bills.at
    )
    assert "ほかで支払いを始めています" in cashier.sees(of(bill))

    cashier.sends(of(bill, "stop/"))

    assert "途中の支払いを止めました" in cashier.sees()
    assert ledger.bill(key=bill.key).under_way is None


def test_a_receipt_is_printed_with_a_name_and_the_second_is_a_copy(cashier: StaffActor, bills: Bills) -> None:
    bill = bills.make()
    cashier.sends(of(bill, "cash/"), once=once(), till="市民窓口1", received="300")
    first = once()

    for key in (first, first, once()):
        answer = cashier.sends(of(bill, "receipt/"), once=key, name="佐賀 花子")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/pdf"

    paid = ledger.bill(key=bill.key).paid_by
    assert paid is not None
    assert [one.copy for one in ledger.made_on_paper(payment=paid.key)] == [1, 2]
    assert "再発行の領収書を印刷する" in cashier.sees(of(bill))


def test_a_name_the_font_lacks_is_refused_with_the_character(cashier: StaffActor, bills: Bills) -> None:
    bill = bills.make()
    cashier.sends(of(bill, "cash/"), once=once(), till="市民窓口1", received="300")

    answer = cashier.sends(of(bill, "receipt/"), once=once(), name="佐賀 \U0003134a子")

    assert answer.status_code == 422
    assert "\U0003134a" in cashier.sees()
    paid = ledger.bill(key=bill.key).paid_by
    assert paid is not None
    assert ledger.made_on_paper(payment=paid.key) == ()


def test_a_till_is_counted_and_the_difference_needs_a_reason(cashier: StaffActor, bills: Bills) -> None:
    cashier.sends(f"{DESK}tills/change/", once=once(), till="市民窓口1", amount="5000")
    cashier.sends(of(bills.make(), "cash/"), once=once(), till="市民窓口1", received="300")
    page = f"{DESK}tills/市民窓口1/"
    lying = {"coin_5000": "1", "coin_100": "2", "left": "5000", "once": once()}

    assert cashier.sends(page, **lying).status_code == 422
    assert "数えたのは5,200円で、帳簿の5,300円より100円少ないです" in cashier.sees()

    for _ in range(2):
        cashier.sends(page, **lying, why="おつりの渡しまちがい")
    assert "数えた額5,200円、銀行へ200円、残し5,000円" in cashier.sees()
    assert ledger.account(code="till:市民窓口1").balance == 5000
    assert ledger.account(code="difference:till:市民窓口1").balance == 100
    assert ledger.account(code="bank").balance == -4800
    assert ledger.trial_balance().holds
    assert "おつりの渡しまちがい" in cashier.sees(f"{DESK}tills/")


def test_more_than_was_counted_does_not_stay(cashier: StaffActor, bills: Bills) -> None:
    cashier.sends(f"{DESK}tills/change/", once=once(), till="市民窓口1", amount="1000")

    answer = cashier.sends(f"{DESK}tills/市民窓口1/", once=once(), coin_1000="1", left="2000")

    assert answer.status_code == 422
    assert "数えた額より多くは残せません" in cashier.sees()
    assert cashier.opens(f"{DESK}tills/ないレジ/").status_code == 404
