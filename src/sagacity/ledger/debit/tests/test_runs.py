"""Runs: what is due is gathered once, looked at by two, and goes as both saw it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from sagacity.kit.audit import api as audit
from sagacity.kit.proposals import api as proposals
from sagacity.kit.seals import BrokenSeal
from sagacity.ledger import api as ledger
from sagacity.ledger import models as ledger_models
from sagacity.ledger.debit import api as debit
from sagacity.ledger.debit import models
from sagacity.ledger.debit.bankers_file import reading
from sagacity.ledger.debit.testing.people import (
    ACCOUNT,
    APPROVER,
    CLERK,
    POSTAL,
    TAX,
    accepted,
    applies,
    billed,
    gone,
    resident,
)
from sagacity.ledger.debit.types import RunState, Why

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 30)


def test_only_what_is_due_of_people_with_a_mandate_is_gathered(at: datetime) -> None:
    hanako, taro, jiro = resident("hanako"), resident("taro"), resident("jiro")
    accepted(hanako, at)
    applies(taro, at)  # the bank has not said yes
    due = billed(hanako, at, DAY)
    billed(hanako, at, DAY + timedelta(days=1))  # later
    billed(hanako, at, DAY, item="nursery_fee")  # nothing was said about it
    billed(taro, at, DAY)
    billed(jiro, at, DAY)
    paid = billed(hanako, at, DAY)
    ledger.take_at_counter(client_key="c", bill=paid.key, till="", by=CLERK, at=at)
    cancelled = billed(hanako, at, DAY)
    ledger.cancel_bill(bill=cancelled.key, reason="減免", by=CLERK, at=at)

    seen = debit.preview(item=TAX, day=DAY, at=at)
    made = debit.make(item=TAX, day=DAY, by=CLERK, at=at)

    assert (seen.count, seen.total, seen.people, seen.banks, seen.new) == (1, 12000, 1, 1, 1)
    assert (made.count, made.total, made.state) == (1, 12000, RunState.DRAFT)
    assert [one.bill for one in debit.lines(run=made.key)] == [due.key]


def test_a_payment_that_is_under_way_is_left_to_its_payer(at: datetime) -> None:
    hanako = resident("hanako")
    accepted(hanako, at)
    going = billed(hanako, at, DAY)
    ledger_models.Payment.objects.create(
        key="urn:ngsi-ld:Payment:x",
        bill=ledger_models.Bill.objects.get(key=going.key),
        provider="hosted",
        method="card",
        amount=going.amount,
        state="started",
        started_at=at,
        expires_at=at + timedelta(hours=1),
    )

    with pytest.raises(debit.NothingDue):
        debit.make(item=TAX, day=DAY, by=CLERK, at=at)


def test_one_run_for_an_item_and_a_day(at: datetime) -> None:
    hanako = resident("hanako")
    accepted(hanako, at)
    billed(hanako, at, DAY)
    first = debit.make(item=TAX, day=DAY, by=CLERK, at=at)
    billed(hanako, at, DAY)

    with pytest.raises(debit.RunExists) as caught:
        debit.make(item=TAX, day=DAY, by=CLERK, at=at)
    assert caught.value.run == first.key

    debit.drop(run=first.key, by=CLERK, at=at)
    assert debit.make(item=TAX, day=DAY, by=CLERK, at=at).count == 2


def test_other_days_and_days_that_have_come_make_no_run(at: datetime) -> None:
    with pytest.raises(debit.NotADay):
        debit.make(item=TAX, day=DAY - timedelta(days=1), by=CLERK, at=at)
    with pytest.raises(debit.DayOver):
        debit.make(item=TAX, day=DAY, by=CLERK, at=at + timedelta(days=15))
    with pytest.raises(debit.NoSuchItem):
        debit.make(item="moon_tax", day=DAY, by=CLERK, at=at)


def test_it_goes_only_by_two_people_and_then_stays_as_it_went(at: datetime) -> None:
    hanako = resident("hanako")
    accepted(hanako, at)
    bill = billed(hanako, at, DAY)
    made = debit.make(item=TAX, day=DAY, by=CLERK, at=at)
    for approver in (None, CLERK):
        with pytest.raises(proposals.NeedsSecondPerson):
            debit.send(run=made.key, digest=made.digest, by=CLERK, approved_by=approver, at=at)

    debit.propose(run=made.key, reason="第3期", by=CLERK, at=at)
    with pytest.raises(proposals.NotTheirs):
        debit.propose(run=made.key, reason="第3期", by=APPROVER, at=at)
    (waiting,) = proposals.waiting_for(APPROVER, at=at)
    assert proposals.waiting_for(CLERK, at=at) == []
    assert "1件・12,000円" in proposals.act(waiting.act).say(waiting.payload)
    proposals.approve(key=waiting.key, by=APPROVER, at=at)

    said = debit.run(key=made.key)
    assert (said.state, said.approved_by_name) == (RunState.SENT, "井手")
    (payment,) = ledger.bill(key=bill.key).payments
    assert (payment.provider, payment.state) == ("debit", "pending")
    with pytest.raises(debit.NotADraft):
        debit.drop(run=made.key, by=CLERK, at=at)
    with pytest.raises(debit.NotADraft):
        debit.propose(run=made.key, reason="もう一度", by=CLERK, at=at)
    assert "debit.send_run" in {line.action for line in audit.about(thing=made.key)}


def test_the_file_says_who_owes_what_to_which_account(at: datetime) -> None:
    hanako, taro = resident("hanako"), resident("taro")
    first, second = accepted(hanako, at), accepted(taro, at, account=POSTAL)
    billed(hanako, at, DAY)
    billed(taro, at, DAY, 3000)

    run = gone(TAX, DAY, at)
    name, content = debit.file(run=run.key, by=CLERK, at=at)
    said = reading.read(content, with_results=False)

    assert name == "debit-resident_tax-20260930.txt"
    assert (said.head.client_code, said.head.day, said.head.client_name) == (
        "1000000001",
        "0930",
        "ﾐﾎﾝｼ ｶｲｹｲｶ",
    )
    assert [(one.bank, one.branch, one.account_number, one.holder, one.amount) for one in said.entries] == [
        ("0179", "500", "0123456", "ﾐﾎﾝ ﾊﾅｺ", 12000),
        ("9900", "778", "1234567", "ﾐﾎﾝ ﾀﾛｳ", 3000),
    ]
    assert [one.customer for one in said.entries] == [f"{first.number}00000001", f"{second.number}00000002"]
    assert [one.new_code for one in said.entries] == ["1", "1"]
    assert "debit.take_file" in {line.action for line in audit.about(thing=run.key)}
    assert content not in bytes(models.Run.objects.get(key=run.key).sealed), "it lies under a seal"


def test_the_bank_hears_which_accounts_are_new_changed_and_known(at: datetime) -> None:
    hanako = resident("hanako")
    accepted(hanako, at)
    codes = []
    for number, day in enumerate((DAY, date(2026, 11, 2), date(2026, 11, 30), date(2027, 1, 4))):
        if number == 2:
            accepted(hanako, at, account=replace(ACCOUNT, number="7654321"))
        billed(hanako, at, day)
        run = gone(TAX, day, at)
        codes.append([one.new_code.value for one in debit.lines(run=run.key)])

    assert codes == [["1"], ["0"], ["2"], ["0"]]


def test_a_draft_has_no_file_yet(at: datetime) -> None:
    hanako = resident("hanako")
    accepted(hanako, at)
    billed(hanako, at, DAY)
    made = debit.make(item=TAX, day=DAY, by=CLERK, at=at)

    with pytest.raises(BrokenSeal):
        debit.file(run=made.key, by=CLERK, at=at)


@pytest.mark.parametrize("what", ["paid", "cancelled", "ended"])
def test_what_changed_since_the_draft_stops_the_whole_of_it(at: datetime, what: str) -> None:
    hanako, taro = resident("hanako"), resident("taro")
    mandate = accepted(hanako, at)
    accepted(taro, at)
    bill, other = billed(hanako, at, DAY), billed(taro, at, DAY)
    made = debit.make(item=TAX, day=DAY, by=CLERK, at=at)
    debit.propose(run=made.key, reason="第3期", by=CLERK, at=at)
    if what == "paid":
        ledger.take_at_counter(client_key="c", bill=bill.key, till="", by=CLERK, at=at)
    elif what == "cancelled":
        ledger.cancel_bill(bill=bill.key, reason="減免", by=CLERK, at=at)
    else:
        debit.end(mandate=mandate.key, why=Why.RESIDENT, by=hanako, at=at)

    (waiting,) = proposals.waiting_for(APPROVER, at=at)
    with pytest.raises(proposals.CannotBeDone, match="1件が変わりました"):
        proposals.approve(key=waiting.key, by=APPROVER, at=at)

    assert debit.run(key=made.key).state is RunState.DRAFT
    assert ledger.bill(key=other.key).payments == (), "nothing of the run began"
    debit.drop(run=made.key, by=CLERK, at=at)
    assert debit.make(item=TAX, day=DAY, by=CLERK, at=at).count == 1


def test_while_the_bank_has_it_nobody_pays_the_bill_another_way(at: datetime) -> None:
    hanako = resident("hanako")
    accepted(hanako, at)
    bill = billed(hanako, at, DAY)
    gone(TAX, DAY, at)
    (payment,) = ledger.bill(key=bill.key).payments

    with pytest.raises(ledger.ProviderAway):
        ledger.take_at_counter(client_key="c", bill=bill.key, till="", by=CLERK, at=at)
    with pytest.raises(ledger.ProviderAway):
        ledger.call_off(payment=payment.key, by=hanako, at=at)
    assert ledger.look_after_all(at=at + timedelta(days=1)) == 0
    assert ledger.bill(key=bill.key).under_way


def test_the_database_itself_lets_nothing_of_a_sent_run_change(at: datetime) -> None:
    hanako = resident("hanako")
    accepted(hanako, at)
    billed(hanako, at, DAY)
    run = gone(TAX, DAY, at)
    rows = models.Run.objects.filter(key=run.key)
    lines = models.Line.objects.filter(run__key=run.key)

    for act in (
        lambda: rows.update(total=1),
        lambda: rows.update(state="draft"),
        lambda: lines.update(amount=1),
        lambda: (lines.delete(), rows.delete()),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_a_resident_sees_what_comes_next(at: datetime) -> None:
    hanako = resident("hanako")
    accepted(hanako, at)
    bill = billed(hanako, at, DAY)
    billed(hanako, at, DAY, item="nursery_fee")

    (one,) = debit.coming(payer=hanako.key, at=at)
    assert (one.bill.key, one.day, one.is_with_the_bank) == (bill.key, DAY, False)

    gone(TAX, DAY, at)
    (one,) = debit.coming(payer=hanako.key, at=at)
    assert (one.day, one.is_with_the_bank) == (DAY, True)
