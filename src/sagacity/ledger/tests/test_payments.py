"""Payments with the demonstration's company, by its real protocol; webhooks reach nobody here."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django import Settings

from sagacity.kit import clock
from sagacity.kit.money import yen
from sagacity.ledger import api as ledger
from sagacity.ledger import jobs, refunds
from sagacity.ledger.providers.demo.charges import Status
from sagacity.ledger.providers.demo.server import DemoPay
from sagacity.ledger.testing.company import at_the_company, looks_at, payment_company
from sagacity.ledger.tests.paying import CLERK, HANAKO, Asked, stands, told

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=5)


@pytest.fixture
def company(settings: Settings) -> Iterator[DemoPay]:
    with payment_company(settings) as running:
        yield running


@pytest.fixture
def asked(company: DemoPay) -> Asked:
    return Asked(clock.now())


def _sweep(asked: Asked, after: timedelta = LATER) -> None:
    ledger.look_after_all(at=asked.at + after)


def test_a_double_tap_begins_one_payment(asked: Asked, company: DemoPay) -> None:
    first, second = asked.starts(), asked.starts()

    assert first.key == second.key
    assert first.address == second.address
    assert first.address.startswith(company.base)
    assert len(company.charges) == 1


def test_another_method_gives_back_the_payment_that_is_under_way(asked: Asked) -> None:
    first = asked.starts("card")

    assert asked.starts("store").key == first.key

    ledger.call_off(payment=first.key, by=HANAKO, at=asked.at)
    second = asked.starts("store")
    assert (second.key != first.key, len(second.number)) == (True, 11)


def test_a_lost_webhook_is_found_by_asking(asked: Asked) -> None:
    payment = asked.starts()
    at_the_company(payment.address, mischief="nothing")

    assert asked.state == "open"
    _sweep(asked, timedelta(seconds=30))
    assert asked.state == "open"  # it is left to its return and its webhook for a while
    _sweep(asked)

    assert asked.state == "paid"
    assert told("bill_paid") == 1


def test_the_clock_asks_by_itself(asked: Asked) -> None:
    asked.at -= LATER
    at_the_company(asked.starts().address, mischief="nothing")

    jobs.ask_what_became_of_payments(clock.now())

    assert asked.state == "paid"


@pytest.mark.parametrize(("mischief", "why"), [("declined", "declined"), ("timeout", "timeout")])
def test_after_a_failure_the_bill_is_paid_by_a_new_payment(asked: Asked, mischief: str, why: str) -> None:
    first = asked.starts()
    at_the_company(first.address, mischief=mischief)
    _sweep(asked)
    assert (asked.state, asked.now.payments[0].why) == ("open", why)

    second = asked.starts()
    at_the_company(second.address, mischief="nothing")
    _sweep(asked)

    assert second.key != first.key
    assert asked.state == "paid"
    assert ledger.trial_balance().holds


def test_an_old_page_ends_and_a_new_payment_begins(asked: Asked, company: DemoPay) -> None:
    first = asked.starts()
    company.charges[first.key].expires_at = 0

    second = asked.starts(after=timedelta(hours=1))

    assert second.key != first.key
    assert [one.state.value for one in asked.now.payments] == ["expired", "started"]


def test_the_page_of_a_payment_that_is_over_offers_the_way_back_only(asked: Asked) -> None:
    payment = asked.starts()
    at_the_company(payment.address, mischief="lost")

    page = looks_at(payment.address)

    assert "支払いが終わりました" in page.text
    assert "<form" not in page.text
    assert "もう一度押しても" in at_the_company(payment.address).text


def test_calling_off_what_was_paid_a_moment_ago_counts_as_paid(asked: Asked) -> None:
    payment = asked.starts()
    at_the_company(payment.address, mischief="nothing")

    assert ledger.call_off(payment=payment.key, by=HANAKO, at=asked.at).state.value == "settled"
    assert asked.state == "paid"


def test_a_company_that_is_away_lets_the_payment_fail_and_be_tried_again(
    asked: Asked, company: DemoPay, settings: Settings
) -> None:
    settings.PAYMENT_URL = "http://127.0.0.1:9"
    with pytest.raises(ledger.ProviderAway):
        asked.starts()
    assert (asked.now.payments[0].state.value, asked.now.payments[0].why) == ("failed", "away")

    settings.PAYMENT_URL = company.base
    assert asked.starts().address


def test_a_way_to_pay_that_nobody_offers_is_refused(asked: Asked, settings: Settings) -> None:
    with pytest.raises(ledger.NoSuchMethod):
        asked.starts("gold")

    settings.PAYMENT_URL = ""
    assert ledger.methods() == ()


def test_paid_at_the_counter_while_a_number_for_the_shop_was_out(asked: Asked, company: DemoPay) -> None:
    payment = asked.starts("store")

    ledger.take_at_counter(
        client_key="c", bill=asked.bill.key, till="窓口", received=yen(300), by=CLERK, at=asked.at
    )

    assert company.charges[payment.key].status is Status.FAILED
    assert asked.state == "paid"


def _paid(asked: Asked) -> str:
    payment = asked.starts()
    at_the_company(payment.address, mischief="nothing")
    _sweep(asked)
    return payment.key


def _refund(asked: Asked, payment: str, amount: int | None = None) -> ledger.Refund:
    return ledger.refund(
        client_key=f"r-{amount}",
        payment=payment,
        amount=None if amount is None else yen(amount),
        reason="二重の申請",
        by=CLERK,
        at=asked.at,
    )


def test_a_refund_returns_the_books_to_nothing(asked: Asked, company: DemoPay) -> None:
    payment = _paid(asked)

    assert _refund(asked, payment, 100).state.value == "done"
    assert asked.state == "part_refunded"
    _refund(asked, payment)

    assert asked.state == "refunded"
    assert company.charges[payment].left == 0
    assert stands("provider") == stands("receivable") == stands("income") == 0
    assert ledger.trial_balance().holds
    assert told("bill_refunded") == 2


def test_a_refund_waits_for_a_company_that_is_away_and_goes_once(
    asked: Asked, company: DemoPay, settings: Settings
) -> None:
    payment = _paid(asked)
    settings.PAYMENT_URL = "http://127.0.0.1:9"
    assert _refund(asked, payment).state.value == "asked"
    assert asked.state == "paid"

    settings.PAYMENT_URL = company.base
    for _ in range(2):
        refunds.carry_out_waiting(at=asked.at + LATER)

    assert asked.state == "refunded"
    assert len(company.charges[payment].refunds) == 1


def test_money_in_question_goes_back_whole(asked: Asked) -> None:
    payment = asked.starts()
    at_the_company(payment.address, mischief="amount")
    _sweep(asked)
    assert asked.now.payments[0].state.value == "questioned"
    with pytest.raises(ledger.MoreThanWent):
        _refund(asked, payment.key, 100)

    _refund(asked, payment.key)

    assert asked.now.payments[0].state.value == "returned"
    assert asked.state == "open"
    assert stands("provider") == stands("difference") == 0
    assert ledger.trial_balance().holds


def test_the_page_speaks_the_language_of_the_payer(asked: Asked) -> None:
    payment = ledger.start_payment(
        bill=asked.bill.key, method="code", back_to="/", language="vi", by=HANAKO, at=asked.at
    )

    page = looks_at(payment.address)

    assert 'lang="vi"' in page.text
    assert "không có tiền thật" in page.text
