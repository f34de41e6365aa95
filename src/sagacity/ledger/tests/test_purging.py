"""What the ledger empties: payers and words after five fiscal years, ways back after a month; no books."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sagacity.kit.money import yen
from sagacity.ledger import api as ledger
from sagacity.ledger import models, purging
from sagacity.ledger.tests.paying import CLERK, HANAKO, TITLE

pytestmark = pytest.mark.django_db
PAID_ON = datetime(2026, 6, 3, 1, 0, tzinfo=UTC)  # in the fiscal year 2026
LAST_DAY = datetime(2032, 3, 31, 10, 0, tzinfo=UTC)  # five fiscal years after it
AFTER = datetime(2032, 4, 1, 10, 0, tzinfo=UTC)


def _bill(key: str, at: datetime = PAID_ON) -> ledger.Bill:
    return ledger.make_bill(
        client_key=key,
        title=TITLE,
        amount=yen(300),
        payer=HANAKO.key,
        fee="residence_certificate",
        case=ledger.Case("residence_certificate", date(2026, 6, 3), facts={"status": "disaster_victim"}),
        by=CLERK,
        at=at,
    )


def _pay(bill: ledger.Bill, at: datetime = PAID_ON) -> str:
    taken = ledger.take_at_counter(
        client_key=bill.key, bill=bill.key, till="窓口", received=yen(300), by=CLERK, at=at
    )
    return taken.payment.key


def _payer(bill: ledger.Bill) -> str:
    return ledger.bill(key=bill.key).payer


def test_a_payer_goes_five_fiscal_years_after_the_one_in_which_it_was_paid() -> None:
    bill = _bill("a")
    payment = _pay(bill)
    ledger.refund(
        client_key="r", payment=payment, amount=yen(100), reason="母が亡くなった", by=CLERK, at=PAID_ON
    )
    before = ledger.transfers(about=bill.key)

    purging.empty_what_is_over(at=LAST_DAY)
    assert _payer(bill) == HANAKO.key

    told = purging.empty_what_is_over(at=AFTER)

    emptied = ledger.bill(key=bill.key)
    assert (emptied.payer, emptied.case, emptied.amount) == ("", None, 300)
    assert [one.reason for one in ledger.refunds(payment=payment)] == [""]
    assert (told["payers"], told["words"]) == (1, 1)
    assert ledger.transfers(about=bill.key) == before
    assert ledger.trial_balance().holds
    assert set(purging.empty_what_is_over(at=AFTER).values()) == {0}


def test_what_is_owed_keeps_its_payer_and_what_was_cancelled_does_not() -> None:
    owed, gone = _bill("owed"), _bill("gone")
    ledger.cancel_bill(bill=gone.key, reason="取り下げ", by=CLERK, at=PAID_ON)

    purging.empty_what_is_over(at=AFTER)

    assert (_payer(owed), _payer(gone)) == (HANAKO.key, "")


def test_what_happened_later_counts_from_then() -> None:
    bill = _bill("late")
    _pay(bill)
    payment, later = ledger.bill(key=bill.key).payments[0].key, PAID_ON + timedelta(days=365)
    ledger.refund(client_key="r", payment=payment, amount=yen(1), reason="x", by=CLERK, at=later)

    purging.empty_what_is_over(at=AFTER)
    assert _payer(bill) == HANAKO.key

    purging.empty_what_is_over(at=AFTER + timedelta(days=365))
    assert _payer(bill) == ""


def test_ways_back_go_a_month_after_a_payment_is_over_and_not_while_it_is_made() -> None:
    over, going = _bill("over"), _bill("going")
    for bill, state in ((over, "failed"), (going, "started")):
        models.Payment.objects.create(
            key=f"urn:ngsi-ld:Payment:{state}",
            bill=models.Bill.objects.get(key=bill.key),
            provider="hosted",
            method="store",
            amount=300,
            state=state,
            address="https://pay.example/x",
            number="12345678901",
            back_to="/apps/pay/x/",
            started_at=PAID_ON,
            expires_at=PAID_ON,
        )

    purging.empty_what_is_over(at=PAID_ON + timedelta(days=31))

    ended, made = (ledger.bill(key=bill.key).payments[0] for bill in (over, going))
    assert (ended.address, ended.number, ended.back_to) == ("", "", "")
    assert made.number == "12345678901"


def test_claims_nobody_took_go_after_a_year() -> None:
    from sagacity.ledger import questions

    said = {"provider": "hosted", "way": "webhook", "kind": ledger.RefusedKind.FORGED}
    questions.note_refused(**said, why="old", at=PAID_ON)  # type: ignore[arg-type]
    questions.note_refused(**said, why="new", at=PAID_ON + timedelta(days=300))  # type: ignore[arg-type]

    purging.empty_what_is_over(at=PAID_ON + timedelta(days=366))

    assert [one.why for one in ledger.refused_claims()] == ["new"]
