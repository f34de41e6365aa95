from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction

from sagacity.kit.money import yen
from sagacity.ledger import api as ledger
from sagacity.ledger import models
from sagacity.ledger.tests.paying import CLERK, HANAKO, TITLE, Asked, in_the_log, stands, told

pytestmark = pytest.mark.django_db


def test_a_bill_is_owed_and_income_of_its_year_at_once(at: datetime) -> None:
    asked = Asked(at)

    assert asked.state == "open"
    assert stands("receivable") == stands("income") == 300
    income = ledger.account(code="income:residence_certificate:市民生活課:2026")
    assert (income.fiscal_year, income.division) == (2026, "市民生活課")
    assert ledger.trial_balance().holds


@pytest.mark.parametrize(("day", "year"), [((2027, 3, 31), 2026), ((2027, 4, 1), 2027)])
def test_the_day_of_asking_decides_the_fiscal_year(day: tuple[int, int, int], year: int) -> None:
    asked = Asked(datetime(*day, 9, tzinfo=ZoneInfo("Asia/Tokyo")))

    assert asked.bill.fiscal_year == year


def test_a_law_with_a_term_may_say_another_year(at: datetime) -> None:
    bill = ledger.make_bill(
        client_key="tax",
        title=TITLE,
        amount=yen(1),
        fiscal_year=2025,
        due_on=date(2026, 9, 30),
        by=CLERK,
        at=at,
    )

    assert (bill.fiscal_year, bill.due_on) == (2025, date(2026, 9, 30))


def test_the_same_wish_sent_five_times_is_one_bill(at: datetime) -> None:
    assert len({Asked(at).bill.key for _ in range(5)}) == 1
    assert stands("income") == 300
    assert in_the_log("make_bill") == 1


def test_another_wish_under_the_same_key_is_refused(at: datetime) -> None:
    Asked(at)

    with pytest.raises(ledger.ClientKeyTaken):
        Asked(at, amount=400)


def test_lines_show_the_way_to_the_amount_or_the_bill_is_refused(at: datetime) -> None:
    lines = (ledger.BillLine(TITLE, yen(300), 2), ledger.BillLine({"ja": "割引"}, yen(-50), 2))
    bill = ledger.make_bill(client_key="a", title=TITLE, amount=yen(500), lines=lines, by=CLERK, at=at)
    assert [line.total for line in bill.lines] == [600, -100]

    with pytest.raises(ledger.LinesDoNotAdd):
        ledger.make_bill(client_key="b", title=TITLE, amount=yen(501), lines=lines, by=CLERK, at=at)


def test_nothing_and_less_than_nothing_are_not_asked(at: datetime) -> None:
    with pytest.raises(ledger.NoAmount):
        Asked(at, amount=0)


def test_a_cancelled_bill_leaves_neither_debt_nor_income(at: datetime) -> None:
    asked = Asked(at)

    for _ in range(2):
        cancelled = ledger.cancel_bill(bill=asked.bill.key, reason="取り下げ", by=CLERK, at=at)

    assert cancelled.state.value == "cancelled"
    assert stands("receivable") == stands("income") == 0
    assert ledger.trial_balance().holds
    with pytest.raises(ledger.BillIsCancelled):
        ledger.take_at_counter(
            client_key="x", bill=asked.bill.key, till="a", received=yen(300), by=CLERK, at=at
        )


def test_a_paid_bill_and_one_that_is_being_paid_are_not_cancelled(at: datetime) -> None:
    asked = Asked(at)
    payment = asked.begins_by_hand()
    with pytest.raises(ledger.PaymentUnderWay):
        ledger.cancel_bill(bill=asked.bill.key, reason="取り下げ", by=CLERK, at=at)

    asked.hears(payment, "settled")
    with pytest.raises(ledger.BillIsPaid):
        ledger.cancel_bill(bill=asked.bill.key, reason="取り下げ", by=CLERK, at=at)


def test_the_database_lets_no_amount_change_and_no_word_of_a_provider_go(at: datetime) -> None:
    asked = Asked(at)
    asked.hears(asked.begins_by_hand(), "settled")

    for rows in (models.Bill.objects, models.Payment.objects):
        with pytest.raises(DatabaseError, match="amount never changes"), transaction.atomic():
            rows.update(amount=1)
    with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
        models.PaymentEvent.objects.update(outcome="failed")
    with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
        models.PaymentEvent.objects.all().delete()


def test_bills_are_found_by_payer_and_by_case_and_never_all_of_them(at: datetime) -> None:
    asked = Asked(at)

    assert [one.key for one in ledger.bills(payers=[HANAKO.key])] == [asked.bill.key]
    assert [one.key for one in ledger.bills(about="urn:ngsi-ld:Case:1")] == [asked.bill.key]
    assert ledger.bills(payers=[""]) == ledger.bills(payers=["somebody"]) == ()
    assert told("bill_paid") == 0
