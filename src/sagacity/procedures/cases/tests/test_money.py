"""A fee is asked for by a bill, its payment moves the case on, and what is not used goes back."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine

from sagacity.kit import clock
from sagacity.kit.money import Yen
from sagacity.ledger import api as ledger
from sagacity.messaging import api as messaging
from sagacity.procedures.cases import api as cases
from sagacity.procedures.cases import models, refolding, sweeping
from sagacity.procedures.cases.testing import PERMIT, publish
from sagacity.procedures.cases.tests.conftest import CHIEF, CLERK, HANAKO, Story

Deliver = Callable[..., int]
FEE = '\n[fee]\nitem = "residence_certificate"\npay = "{pay}"\n'


@pytest.fixture
def costs(story: Story) -> Iterator[Story]:
    """The permit costs as much as a residence certificate, paid before."""
    with_fee("before")
    with time_machine.travel(story.at, tick=False):
        yield story


def with_fee(pay: str) -> None:
    publish(PERMIT.replace('version = "1"', 'version = "2"') + FEE.format(pay=pay))


def pays(case: cases.Case, story: Story) -> None:
    """Cash over the counter: the shortest way of money."""
    bill = ledger.bill(key=cases.case(key=case.key).bill)
    ledger.take_at_counter(
        client_key=bill.key, bill=bill.key, till="civic", by=CLERK, at=story.at, received=Yen(bill.amount)
    )


def test_work_begins_when_the_money_has_come(costs: Story, deliver: Deliver) -> None:
    case = costs.applies()
    assert (case.state, case.fee_yen, case.stage) == ("awaiting_payment", 300, "")
    assert cases.queue(by=CLERK, at=costs.at).rows == ()

    pays(case, costs)
    deliver()

    case = cases.case(key=case.key)
    assert (case.state, case.stage, case.is_paid) == ("submitted", "check", True)
    assert [row.number for row in cases.queue(by=CLERK, at=costs.at).rows] == [case.number]
    assert refolding.differences() == []


def test_the_letter_says_until_when_to_pay(costs: Story, deliver: Deliver) -> None:
    costs.applies()
    deliver()

    (letter,) = messaging.inbox(person=HANAKO.key, at=costs.at).letters
    last = clock.day(costs.at) + timedelta(days=14)
    assert f"{last.year}年{last.month}月{last.day}日までに払うと" in letter.notice.body_in("ja")


def test_news_of_money_told_twice_moves_once(costs: Story, deliver: Deliver) -> None:
    from sagacity.procedures.cases import money

    case = costs.applies()
    pays(case, costs)
    deliver()
    payment = ledger.bill(key=case.bill).payments[0].key

    money.has_come(case=case.key, payment=payment, at=costs.at)

    assert cases.case(key=case.key).events == 2


def test_what_nobody_heard_of_is_found_by_the_clock(costs: Story) -> None:
    case = costs.applies()
    pays(case, costs)  # and the news never comes

    assert sweeping.move_what_is_paid(at=costs.at) == 1
    assert sweeping.move_what_is_paid(at=costs.at) == 0

    assert cases.case(key=case.key).state == "submitted"


def test_the_same_bill_is_asked_for_once_however_often_the_form_is_sent(costs: Story) -> None:
    first, again = costs.applies(client_key="form"), costs.applies(client_key="form")

    assert first.bill == again.bill
    assert len(ledger.bills(about=first.key)) == 1


def test_taking_back_before_the_work_gives_the_money_back(costs: Story, deliver: Deliver) -> None:
    case = costs.applies()
    pays(case, costs)
    deliver()

    cases.withdraw(case=case.key, by=HANAKO, at=costs.at)
    deliver()

    assert ledger.bill(key=case.bill).state is ledger.BillState.REFUNDED
    assert ledger.trial_balance().holds
    assert refolding.differences() == []


def test_taking_back_an_unpaid_one_asks_for_nothing_any_more(costs: Story) -> None:
    case = costs.applies()

    cases.withdraw(case=case.key, by=HANAKO, at=costs.at)

    assert ledger.bill(key=case.bill).state is ledger.BillState.CANCELLED


def test_who_does_not_pay_is_reminded_and_then_asked_no_more(costs: Story) -> None:
    case = costs.applies()

    assert sweeping.remind_of_money(at=costs.at + timedelta(days=9)) == 0
    assert sweeping.remind_of_money(at=costs.at + timedelta(days=10)) == 1
    assert sweeping.remind_of_money(at=costs.at + timedelta(days=11)) == 0
    assert sweeping.let_unpaid_lapse(at=costs.at + timedelta(days=14)) == 1

    assert cases.case(key=case.key).state == "withdrawn"
    assert ledger.bill(key=case.bill).state is ledger.BillState.CANCELLED


def test_what_is_paid_on_decision_comes_out_once_it_is_paid(story: Story, deliver: Deliver) -> None:
    with_fee("on_decision")
    case = story.checked()
    assert case.bill == ""

    case = cases.decide(case=case.key, decision="yes", by=CHIEF, at=story.later())
    assert (case.state, case.decision, case.fee_yen) == ("awaiting_payment", "yes", 300)
    pays(case, story)
    deliver()

    assert cases.case(key=case.key).state == "decided_yes"


def test_what_is_paid_at_the_counter_is_worked_on_at_once_and_paid_before_it_comes_out(
    story: Story, deliver: Deliver
) -> None:
    with_fee("at_counter")
    case = story.checked()
    assert (case.fee_yen, case.stage) == (300, "decision")

    case = cases.decide(case=case.key, decision="yes", by=CHIEF, at=story.later())
    assert case.state == "awaiting_payment"
    pays(case, story)
    deliver()

    assert cases.case(key=case.key).state == "decided_yes"


def test_a_correction_that_would_cost_otherwise_is_refused(story: Story) -> None:
    fee = FEE.format(pay="at_counter") + 'copies = "people"\n'
    publish(PERMIT.replace('version = "1"', 'version = "2"') + fee)
    case = story.applies()

    with pytest.raises(cases.FeeWouldChange):
        cases.correct(case=case.key, answers={"people": 13}, by=HANAKO, at=story.later())

    assert models.Event.objects.count() == 1
