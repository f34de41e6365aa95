from datetime import datetime

import pytest

from sagacity.kit.money import yen
from sagacity.ledger import api as ledger
from sagacity.ledger.tests.paying import CLERK, Asked, stands, told

pytestmark = pytest.mark.django_db


def _cash(asked: Asked, received: int, key: str = "c1") -> ledger.TakenAtCounter:
    return ledger.take_at_counter(
        client_key=key, bill=asked.bill.key, till="市民窓口1", received=yen(received), by=CLERK, at=asked.at
    )


def test_cash_goes_into_the_till_and_change_is_said(at: datetime) -> None:
    asked = Asked(at)

    taken = [_cash(asked, 1000) for _ in range(2)]

    assert {one.change for one in taken} == {700}
    assert asked.state == "paid"
    assert ledger.account(code="till:市民窓口1").balance == 300
    assert told("bill_paid") == 1
    assert ledger.trial_balance().holds


def test_too_little_is_handed_back(at: datetime) -> None:
    asked = Asked(at)

    with pytest.raises(ledger.TooLittle):
        _cash(asked, 200)

    assert asked.now.payments == ()


def test_nobody_pays_a_second_time_at_the_counter(at: datetime) -> None:
    asked = Asked(at)
    _cash(asked, 300)

    with pytest.raises(ledger.BillIsPaid):
        _cash(asked, 300, key="c2")


def test_cash_is_given_back_from_the_till_in_parts_and_never_more(at: datetime) -> None:
    asked = Asked(at)
    payment = _cash(asked, 300).payment.key

    def back(key: str, amount: int | None) -> ledger.Refund:
        return ledger.refund(
            client_key=key,
            payment=payment,
            amount=None if amount is None else yen(amount),
            reason="一通やめた",
            by=CLERK,
            at=at,
        )

    assert back("r1", 100).key == back("r1", 100).key
    assert asked.state == "part_refunded"
    with pytest.raises(ledger.MoreThanWent):
        back("r2", 201)
    back("r3", None)

    assert asked.state == "refunded"
    assert stands("till") == stands("receivable") == stands("income") == 0
    assert told("bill_refunded") == 2
    with pytest.raises(ledger.NothingToGiveBack):
        back("r4", None)
    assert ledger.trial_balance().holds


def test_a_machine_at_the_counter_keeps_its_slip_number(at: datetime) -> None:
    asked = Asked(at)

    taken = ledger.take_at_counter(
        client_key="c", bill=asked.bill.key, till="市民窓口1", reference="伝票 0042", by=CLERK, at=at
    )

    assert (taken.payment.reference, taken.change) == ("伝票 0042", 0)
    assert (stands("till"), stands("provider")) == (0, 300)
