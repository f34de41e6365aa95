"""Money in question goes back or is assigned, by two people; claims nobody took are looked at."""

from datetime import timedelta

import pytest
from django.test import Client

from sagacity.desks.cashier.tests.conftest import DESK, Bills, approves, of, once
from sagacity.identity.testing import StaffActor
from sagacity.kit import clock
from sagacity.kit.proposals import api as proposals
from sagacity.ledger import api as ledger
from sagacity.ledger.testing.company import SECRET, DemoPay, signed
from sagacity.ledger.tests.paying import stands

pytestmark = pytest.mark.django_db(transaction=True)


def _page(payment: ledger.Payment, rest: str = "") -> str:
    return f"{DESK}questions/{payment.key}/{rest}"


def test_another_amount_is_explained_and_goes_back_by_two(
    clerk: StaffActor, approver: StaffActor, bills: Bills, company: DemoPay
) -> None:
    bill = bills.make()
    payment = bills.pays(bill, mischief="amount")
    assert "請求と違う額が届きました" in clerk.sees(f"{DESK}questions/")

    assert clerk.sends(_page(payment, "back/"), why="").status_code == 422
    for _ in range(2):
        clerk.sends(_page(payment, "back/"), why="本人に電話で確かめた")
    assert "二人目の承認を待っています" in clerk.sees()
    assert len(proposals.waiting_for(approver.person, at=clock.now())) == 1
    approves(approver)

    assert ledger.payment(key=payment.key).state.value == "returned"
    assert company.charges[payment.key].refunds
    assert bills.state(bill) == "open"
    assert stands("provider") == stands("difference") == 0
    assert ledger.trial_balance().holds
    assert "決まったお金" in clerk.sees(_page(payment))


def test_a_second_payment_is_assigned_to_the_bill_it_was_meant_for(
    clerk: StaffActor, approver: StaffActor, bills: Bills, company: DemoPay
) -> None:
    bill, meant = bills.make(), bills.make(title="戸籍の証明書")
    first = ledger.start_payment(
        bill=bill.key, method="card", back_to="/", language="ja", by=clerk.person, at=bills.at
    )
    ledger.hear(claim=_claim(first, "expired", "e1"), at=bills.at)
    bills.pays(bill)
    late = ledger.hear(claim=_claim(first, "settled", "e2"), at=bills.at)
    assert late.why == "second"
    assert "同じ人の請求" in clerk.sees(_page(first))

    clerk.sends(_page(first, "assign/"), bill=meant.key, why="本人が請求をまちがえた")
    approves(approver)

    assert bills.state(meant) == "paid"
    assert "ほかの請求に届いたお金を充てました" in clerk.sees(of(meant))
    assert (stands("provider"), stands("receivable"), stands("difference")) == (600, 0, 0)
    assert ledger.trial_balance().holds


def test_assigned_money_goes_back_through_its_own_charge_and_may_be_charged_back(
    clerk: StaffActor, approver: StaffActor, bills: Bills, company: DemoPay
) -> None:
    bill, meant = bills.make(amount=400), bills.make()
    payment = bills.pays(bill, mischief="amount")  # 300 came
    clerk.sends(_page(payment, "assign/"), bill=meant.key, why="額が合う")
    approves(approver)
    assert bills.state(meant) == "paid"

    clerk.sends(of(meant, "refund/"), amount="100", why="一通やめた")
    approves(approver)
    assert bills.state(meant) == "part_refunded"
    assert company.charges[payment.key].left == 200

    ledger.hear(claim=_claim(payment, "charged_back", "cb", amount=200), at=bills.at)
    assert bills.state(meant) == "cancelled"
    assert stands("provider") == stands("difference") == 0
    assert (stands("receivable"), stands("income")) == (400, 400)  # the first bill is still owed
    assert ledger.trial_balance().holds


def test_money_is_not_assigned_to_a_bill_of_another_amount(
    clerk: StaffActor, approver: StaffActor, bills: Bills, company: DemoPay
) -> None:
    bill, other = bills.make(), bills.make(amount=500)
    payment = bills.pays(bill, mischief="amount")
    assert "充てられません。返してください" in clerk.sees(_page(payment))

    assert clerk.sends(_page(payment, "assign/"), bill=other.key, why="x").status_code == 422

    assert proposals.waiting_for(approver.person, at=clock.now()) == []
    assert ledger.payment(key=payment.key).state.value == "questioned"


def test_what_changed_before_the_second_person_came_is_not_done(
    clerk: StaffActor, approver: StaffActor, bills: Bills, company: DemoPay
) -> None:
    bill, meant = bills.make(amount=400), bills.make()
    payment = bills.pays(bill, mischief="amount")
    clerk.sends(_page(payment, "assign/"), bill=meant.key, why="額が合う")
    bills.pays(meant)

    approves(approver)

    assert "様子が変わりました" in approver.sees()
    assert ledger.payment(key=payment.key).state.value == "questioned"


def test_part_refunds_are_proposed_one_after_the_other_and_never_more_than_came(
    clerk: StaffActor, approver: StaffActor, bills: Bills, company: DemoPay
) -> None:
    bill = bills.make()
    bills.pays(bill)
    assert clerk.sends(of(bill, "refund/"), amount="301", why="x").status_code == 422
    assert "残っているのは300円です" in clerk.sees()

    clerk.sends(of(bill, "refund/"), amount="100", why="一通やめた")
    clerk.sends(of(bill, "refund/"), amount="250", why="二人が同時に提案した")
    approves(approver)
    assert bills.state(bill) == "part_refunded"
    assert "様子が変わりました" in approver.sees()

    clerk.sends(of(bill, "refund/"), why="残りも")
    approves(approver)
    assert bills.state(bill) == "refunded"
    assert ledger.trial_balance().holds


def test_whoever_proposes_a_refund_cannot_approve_it(clerk: StaffActor, bills: Bills) -> None:
    bill = bills.make()
    ledger.take_at_counter(client_key="c", bill=bill.key, till="", by=clerk.person, at=bills.at)
    clerk.sends(of(bill, "refund/"), why="x")
    (waiting,) = proposals.made_by(clerk.person)

    assert clerk.sends(f"/staff/proposals/{waiting.key}/", answer="approve").status_code == 403

    assert bills.state(bill) == "paid"


def test_a_forged_and_an_unknown_claim_are_shown_closed_and_shown_again(
    clerk: StaffActor, bills: Bills, company: DemoPay
) -> None:
    told = {
        "event": "e",
        "order": "urn:ngsi-ld:Payment:nobody",
        "status": "settled",
        "amount": "900",
        "currency": "JPY",
        "at": str(int(bills.at.timestamp())),
    }
    assert _webhook(told, "a guess") == 400
    assert _webhook(told, SECRET) == 404
    assert _webhook({"event": "no more"}, SECRET) == 400
    seen = clerk.sees(f"{DESK}questions/")
    assert {word in seen for word in ("偽の知らせ", "知らない支払いの知らせ", "読めない知らせ")} == {True}
    (unknown,) = [one for one in ledger.refused_claims() if one.kind.value == "unknown"]

    assert clerk.sends(f"{DESK}claims/{unknown.id}/close/", why="").status_code == 422
    clerk.sends(f"{DESK}claims/{unknown.id}/close/", why="会社の試験だった")
    assert len(ledger.refused_claims()) == 2
    assert "会社の試験だった" in clerk.sees()

    assert _webhook(told, SECRET) == 404
    assert {one.times for one in ledger.refused_claims() if one.id == unknown.id} == {2}


def test_another_amount_told_after_it_was_settled_is_shown(
    clerk: StaffActor, bills: Bills, company: DemoPay
) -> None:
    bill = bills.make()
    payment = bills.pays(bill)

    ledger.hear(claim=_claim(payment, "settled", "again", amount=250), at=bills.at)

    assert "記録と合わない知らせ" in clerk.sees(f"{DESK}questions/")
    assert bills.state(bill) == "paid"


def test_a_bill_is_cancelled_with_a_reason_and_what_comes_late_is_in_question(
    clerk: StaffActor, bills: Bills, company: DemoPay
) -> None:
    bill = bills.make()
    begun = ledger.start_payment(
        bill=bill.key, method="card", back_to="/", language="ja", by=clerk.person, at=bills.at
    )
    clerk.sends(of(bill, "cancel/"), why="取り下げ")
    assert "いま払っている人がいます" in clerk.sees()
    ledger.call_off(payment=begun.key, by=clerk.person, at=bills.at)
    assert clerk.sends(of(bill, "cancel/"), why="").status_code == 422

    clerk.sends(of(bill, "cancel/"), why="取り下げ")
    assert bills.state(bill) == "cancelled"
    ledger.hear(claim=_claim(begun, "settled", "late"), at=bills.at + timedelta(minutes=1))

    assert "取り消した請求にお金が届きました" in clerk.sees(f"{DESK}questions/")


def test_a_charge_back_is_told_in_the_story(clerk: StaffActor, bills: Bills, company: DemoPay) -> None:
    bill = bills.make()
    payment = bills.pays(bill)

    ledger.hear(claim=_claim(payment, "charged_back", "cb", why="disputed"), at=bills.at)

    seen = clerk.sees(of(bill))
    assert "引き戻した" in seen
    assert "異議を申し立てました" in seen
    assert "未納" in seen


def _claim(payment: ledger.Payment, outcome: str, event: str, **more: object) -> ledger.Claim:
    told: dict[str, object] = {"amount": payment.amount, "currency": "JPY", **more}
    return ledger.Claim(
        provider="hosted",
        event=f"{event}-{once()}",
        payment=payment.key,
        outcome=ledger.Outcome(outcome),
        at=clock.now(),
        way=ledger.Way.WEBHOOK,
        **told,  # type: ignore[arg-type]
    )


def _webhook(said: dict[str, str], secret: str) -> int:
    body, headers = signed(said, at=clock.now(), secret=secret)
    address = "/pay/heard/hosted/"
    return Client().post(address, body, content_type="application/json", headers=headers).status_code
