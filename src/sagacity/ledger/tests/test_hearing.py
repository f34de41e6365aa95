"""What a provider says, in every order in which it may be said."""

from dataclasses import replace
from datetime import datetime
from itertools import permutations

import pytest

from sagacity.kit.money import yen
from sagacity.ledger import api as ledger
from sagacity.ledger import models
from sagacity.ledger.tests.paying import CLERK, Asked, in_the_log, stands, told

pytestmark = pytest.mark.django_db


def _books() -> tuple[int, int, int, int]:
    assert ledger.trial_balance().holds
    return stands("provider"), stands("receivable"), stands("income"), stands("difference")


def test_a_payment_is_settled_once_however_often_it_is_told(at: datetime) -> None:
    asked = Asked(at)
    payment = asked.begins_by_hand()

    for way in ("return", "webhook", "asked", "webhook"):
        heard = asked.hears(payment, "settled", event="ev_1", way=way)
    asked.hears(payment, "settled", event="ev_2")

    assert (heard.state.value, asked.state) == ("settled", "paid")
    assert _books() == (300, 0, 300, 0)
    assert told("bill_paid") == 1
    assert models.PaymentEvent.objects.count() == in_the_log("hear") == 2


@pytest.mark.parametrize("order", list(permutations(["pending", "failed", "expired", "settled"])))
def test_that_money_came_counts_more_than_anything_said_before_or_after(
    at: datetime, order: tuple[str, ...]
) -> None:
    asked = Asked(at)
    payment = asked.begins_by_hand()

    for outcome in order:
        asked.hears(payment, outcome)

    assert asked.state == "paid"
    assert _books() == (300, 0, 300, 0)
    assert told("bill_paid") == 1


@pytest.mark.parametrize(
    ("said", "why", "books"),
    [({"amount": 200}, "amount", (200, 300, 300, -200)), ({"currency": "USD"}, "currency", (0, 300, 300, 0))],
)
def test_money_that_is_not_what_was_asked_waits_for_people(
    at: datetime, said: dict[str, object], why: str, books: tuple[int, ...]
) -> None:
    asked = Asked(at)
    payment = asked.hears(asked.begins_by_hand(), "settled", **said)

    assert (payment.state.value, payment.why, asked.state) == ("questioned", why, "open")
    assert _books() == books
    assert told("bill_paid") == 0


@pytest.mark.parametrize("order", [(200, 300), (300, 200)])
def test_the_right_amount_counts_before_and_after_a_wrong_one(at: datetime, order: tuple[int, ...]) -> None:
    asked = Asked(at)
    payment = asked.begins_by_hand()

    for amount in order:
        asked.hears(payment, "settled", amount=amount)

    assert asked.state == "paid"
    assert _books() == (300, 0, 300, 0)
    assert models.PaymentEvent.objects.filter(effect="questioned").count() == 1


def test_of_two_payments_of_one_bill_the_second_is_in_question(at: datetime) -> None:
    asked = Asked(at)
    first = asked.begins_by_hand()
    asked.hears(first, "expired")
    second = asked.begins_by_hand()
    asked.hears(second, "settled")

    late = asked.hears(first, "settled")

    assert (late.state.value, late.why) == ("questioned", "second")
    assert asked.now.paid_by is not None
    assert asked.now.paid_by.key == second.key
    assert _books() == (600, 0, 300, -300)
    assert told("bill_paid") == 1


def test_money_for_a_cancelled_bill_is_in_question(at: datetime) -> None:
    asked = Asked(at)
    payment = asked.begins_by_hand()
    asked.hears(payment, "expired")
    ledger.cancel_bill(bill=asked.bill.key, reason="取り下げ", by=CLERK, at=at)

    assert asked.hears(payment, "settled").why == "cancelled"
    assert asked.state == "cancelled"
    assert _books() == (300, 0, 0, -300)


@pytest.mark.parametrize("order", [("settled", "charged_back"), ("charged_back", "settled")])
def test_what_was_charged_back_is_owed_again_and_can_be_paid_again(
    at: datetime, order: tuple[str, ...]
) -> None:
    asked = Asked(at)
    payment = asked.begins_by_hand()
    for outcome in order:
        asked.hears(payment, outcome)

    assert asked.state == "open"
    assert _books() == (0, 300, 300, 0)

    asked.hears(asked.begins_by_hand(), "settled")
    assert asked.state == "paid"
    assert _books() == (300, 0, 300, 0)


def test_a_bill_charged_back_after_a_part_went_back_is_cancelled(at: datetime) -> None:
    asked = Asked(at)
    taken = ledger.take_at_counter(client_key="c", bill=asked.bill.key, till="", by=CLERK, at=at)
    ledger.refund(
        client_key="r", payment=taken.payment.key, amount=yen(100), reason="一通やめた", by=CLERK, at=at
    )

    asked.hears(taken.payment, "charged_back", amount=200)

    assert asked.state == "cancelled"
    assert _books() == (0, 0, 0, 0)


def test_nobody_is_heard_about_a_payment_that_is_not_theirs(at: datetime) -> None:
    asked = Asked(at)
    payment = asked.begins_by_hand()

    claim = replace(asked.claim(payment, "settled"), provider="another")
    with pytest.raises(ledger.NoSuchPayment):
        ledger.hear(claim=claim, at=at)

    assert asked.state == "open"
