"""Results: paid settles its bill once, the rest is asked for again, and what does not fit books nothing."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sagacity.kit.audit import api as audit
from sagacity.kit.testing.news import announced
from sagacity.ledger import api as ledger
from sagacity.ledger.debit import api as debit
from sagacity.ledger.debit.bankers_file import reading, writing
from sagacity.ledger.debit.bankers_file.records import BankersFile
from sagacity.ledger.debit.testing.bank import results_of
from sagacity.ledger.debit.testing.people import CLERK, TAX, accepted, billed, gone, resident
from sagacity.ledger.debit.types import MandateState, Next, Result, RunState

pytestmark = pytest.mark.django_db
DAY, RERUN = date(2026, 9, 30), date(2026, 10, 15)
CAME = timedelta(days=17)  # two days after


class Street:
    """Some neighbours, each with a mandate and a bill of 12,000 yen, and a run with the bank."""

    def __init__(self, at: datetime, many: int = 4) -> None:
        self.at = at
        self.people = [resident(f"neighbour-{number}") for number in range(many)]
        self.mandates = [accepted(one, at) for one in self.people]
        self.bills = [billed(one, at, DAY) for one in self.people]
        self.run = gone(TAX, DAY, at)

    def hears(self, codes: dict[int, str] | None = None) -> debit.Report:
        return self.takes(results_of(self.run.key, codes))

    def takes(self, content: bytes) -> debit.Report:
        return debit.take_results(run=self.run.key, content=content, by=CLERK, at=self.at + CAME)

    @property
    def states(self) -> list[str]:
        return [ledger.bill(key=one.key).state.value for one in self.bills]

    def failed(self) -> list[tuple[str, str, str | None]]:
        return [(one["result"], one["next_"], one["again_on"]) for one in announced("ledger.debit_failed")]


@pytest.fixture
def street(at: datetime) -> Street:
    return Street(at)


def test_what_was_paid_settles_its_bill_and_the_sums_are_right(street: Street) -> None:
    report = street.hears({2: "1"})

    assert street.states == ["paid", "open", "paid", "paid"]
    assert (report.is_new, report.run.paid, report.run.paid_yen, report.run.failed) == (True, 3, 36000, 1)
    assert report.counts == {Result.PAID: 3, Result.NO_MONEY: 1}
    assert ledger.account(code="provider:debit").balance == 36000
    assert ledger.trial_balance().holds
    assert len(announced("ledger.bill_paid")) == 3


def test_reading_the_same_file_twice_changes_nothing(street: Street) -> None:
    content = results_of(street.run.key, {1: "1", 2: "2"})
    street.takes(content)
    lines = len(audit.latest(limit=500))

    again = street.takes(content)
    without_breaks = street.takes(content.replace(b"\r\n", b""))

    assert not again.is_new
    assert not without_breaks.is_new
    assert again.counts == without_breaks.counts == {Result.PAID: 2, Result.NO_MONEY: 1, Result.NO_ACCOUNT: 1}
    assert len(audit.latest(limit=500)) == lines
    assert len(announced("ledger.bill_paid")) == len(announced("ledger.debit_failed")) == 2
    assert ledger.trial_balance().holds


def test_other_results_of_a_run_that_is_booked_are_refused(street: Street) -> None:
    street.hears({1: "1"})

    with pytest.raises(debit.AnotherResult):
        street.hears({1: "0"})
    assert street.states[0] == "open"


def spoilt(street: Street, how: str) -> bytes:
    said = reading.read(results_of(street.run.key))
    first, *rest = said.entries
    entries = {
        "amount": (replace(first, amount=first.amount + 1), *rest),
        "account": (replace(first, account_number="9999999"), *rest),
        "lacks": (replace(first, customer="9" * 20), *rest),
        "count": tuple(rest),
    }.get(how, said.entries)
    head = {
        "head_client_code": replace(said.head, client_code="1000000002"),
        "head_day": replace(said.head, day="1015"),
        "head_bank": replace(said.head, bank="0001"),
    }.get(how, said.head)
    return writing.write(BankersFile(head, entries), line_ends=True, with_results=True)


@pytest.mark.parametrize(
    "how", ["amount", "account", "lacks", "count", "head_client_code", "head_day", "head_bank"]
)
def test_a_file_of_another_run_or_with_other_sums_books_nothing(street: Street, how: str) -> None:
    with pytest.raises(debit.NotThisRun) as caught:
        street.takes(spoilt(street, how))

    assert caught.value.code == how
    assert street.states == ["open"] * 4
    assert debit.run(key=street.run.key).state is RunState.SENT
    assert announced("ledger.bill_paid") == []
    assert street.hears().run.paid == 4, "the right file is taken afterwards"


def test_a_broken_file_books_nothing(street: Street) -> None:
    with pytest.raises(debit.BadFile):
        street.takes(results_of(street.run.key)[:-122])
    assert street.states == ["open"] * 4


def test_a_file_whose_records_come_in_another_order_is_the_same_run(street: Street) -> None:
    said = reading.read(results_of(street.run.key, {1: "1"}))
    turned = BankersFile(said.head, tuple(reversed(said.entries)))

    street.takes(writing.write(turned, line_ends=False, with_results=True))

    assert street.states == ["open", "paid", "paid", "paid"]


def test_results_of_a_draft_are_refused(at: datetime) -> None:
    hanako = resident("hanako")
    accepted(hanako, at)
    billed(hanako, at, DAY)
    sent = gone(TAX, DAY, at)
    content = results_of(sent.key)
    billed(hanako, at, date(2026, 11, 2))
    draft = debit.make(item=TAX, day=date(2026, 11, 2), by=CLERK, at=at)

    with pytest.raises(debit.NotSent):
        debit.take_results(run=draft.key, content=content, by=CLERK, at=at)


@pytest.mark.parametrize(
    ("code", "state", "why", "step"),
    [
        ("1", "accepted", "", "rerun"),
        ("2", "ended", "closed", "slip"),
        ("3", "ended", "stopped", "slip"),
        ("4", "refused", "no_form", "slip"),
        ("8", "accepted", "", "slip"),
        ("9", "accepted", "", "slip"),
    ],
)
def test_each_result_says_what_becomes_of_bill_and_mandate(
    street: Street, code: str, state: str, why: str, step: str
) -> None:
    report = street.hears({1: code})

    said = debit.mandate(key=street.mandates[0].key)
    assert (said.state, said.why) == (MandateState(state), why)
    again_on = RERUN.isoformat() if step == "rerun" else None
    assert street.failed() == [(code, step, again_on)]
    assert report.mandates == (state != "accepted")
    (owed,) = debit.owed()
    assert (owed.bill.key, owed.line.next_, owed.again_on) == (
        street.bills[0].key,
        Next(step),
        RERUN if step == "rerun" else None,
    )
    assert ledger.bill(key=street.bills[0].key).payments[-1].why == f"debit_{code}"


def test_what_lacked_money_is_tried_once_more_and_then_goes_by_slip(street: Street) -> None:
    street.hears({1: "1", 2: "1"})
    at = street.at + CAME
    (first, second) = street.bills[:2]
    assert {one.day for one in debit.coming(payer=street.people[0].key, at=at)} == {RERUN}
    with pytest.raises(debit.NothingDue):
        debit.make(item=TAX, day=date(2026, 11, 2), by=CLERK, at=at)  # a first try takes no second ones

    rerun = gone(TAX, RERUN, at)
    assert [one.bill for one in debit.lines(run=rerun.key)] == [first.key, second.key]
    assert [one.new_code.value for one in debit.lines(run=rerun.key)] == ["0", "0"]
    debit.take_results(
        run=rerun.key, content=results_of(rerun.key, {2: "1"}), by=CLERK, at=at + timedelta(days=10)
    )

    assert street.states[:2] == ["paid", "open"]
    assert street.failed()[-1] == ("1", "slip", None)
    assert debit.coming(payer=street.people[1].key, at=at) == []
    (owed,) = debit.owed_by(payer=street.people[1].key)
    assert owed.line.next_ is Next.SLIP
    ledger.take_at_counter(client_key="slip", bill=second.key, till="", by=CLERK, at=at)
    assert debit.owed() == []
    assert ledger.trial_balance().holds


def test_money_for_a_bill_that_was_cancelled_meanwhile_stands_apart(street: Street) -> None:
    from sagacity.ledger import models as ledger_models

    ledger_models.Bill.objects.filter(key=street.bills[0].key).update(cancelled_at=street.at)

    report = street.hears()

    assert report.questioned == 1
    assert ledger.bill(key=street.bills[0].key).questioned[0].why == "cancelled"
    assert ledger.trial_balance().holds


def test_the_day_is_settled_with_what_the_bank_reported(street: Street) -> None:
    street.hears({1: "1"})
    day = date(2026, 10, 2)

    before = ledger.compare(provider="debit", day=day)
    ledger.settle(provider="debit", day=day, by=CLERK, at=street.at + CAME)

    assert (before.lines, before.gross, before.differences) == (3, 36000, ())
    assert ledger.account(code="provider:debit").balance == 0
    assert ledger.account(code="bank").balance == 36000


def test_figures_say_how_many_came_through(street: Street) -> None:
    street.hears({1: "1", 2: "4"})

    figures = debit.figures()

    assert figures.rate == 50
    assert figures.results == {Result.PAID: 2, Result.NO_MONEY: 1, Result.NO_FORM: 1}
    assert figures.refused == {"no_form": 1}
    assert figures.items == {TAX: 3}
    assert figures.banks == (("0179", 3),)
    assert debit.figures(since=date(2026, 10, 1)).rate is None
