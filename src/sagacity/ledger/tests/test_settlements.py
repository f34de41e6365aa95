"""A day with the payment company: its report beside our books."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pytest_django import Settings

from sagacity.kit import clock
from sagacity.ledger import api as ledger
from sagacity.ledger.providers.demo.charges import Charge, Status
from sagacity.ledger.testing.company import DemoPay, at_the_company, payment_company
from sagacity.ledger.tests.paying import CLERK, Asked, stands

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(settings: Settings) -> Iterator[DemoPay]:
    with payment_company(settings) as running:
        yield running


@pytest.fixture
def paid(company: DemoPay) -> Asked:
    """A bill of 10,000 yen that was paid today; the company keeps 198 of it."""
    asked = Asked(clock.now(), amount=10_000)
    at_the_company(asked.starts().address, mischief="nothing")
    ledger.look_after_all(at=asked.at + timedelta(minutes=5))
    return asked


def _today(asked: Asked) -> date:
    return clock.day(asked.at)


def _settle(asked: Asked) -> ledger.Settlement:
    return ledger.settle(provider="hosted", day=_today(asked), by=CLERK, at=asked.at)


def _only_difference(asked: Asked) -> tuple[int, int, str]:
    (one,) = ledger.compare(provider="hosted", day=_today(asked)).differences
    return one.there, one.here, one.reason.value


def test_a_day_that_fits_goes_to_the_bank_and_what_the_company_keeps_apart(paid: Asked) -> None:
    for _ in range(2):
        settled = _settle(paid)

    assert (settled.differences, settled.is_posted) == ((), True)
    assert (settled.gross, settled.charges, settled.net) == (10_000, 198, 9_802)
    assert (stands("provider"), stands("bank"), stands("charges")) == (0, 9_802, 198)
    assert ledger.trial_balance().holds


def test_what_went_back_the_same_day_is_taken_off(paid: Asked) -> None:
    payment = paid.now.payments[0].key
    ledger.refund(client_key="r", payment=payment, reason="取り下げ", by=CLERK, at=paid.at)

    settled = _settle(paid)

    assert (settled.gross, settled.differences) == (0, ())
    assert (stands("provider"), stands("bank"), stands("charges")) == (0, -198, 198)
    assert ledger.trial_balance().holds


def test_what_only_the_company_knows_is_shown_and_stands_apart(paid: Asked, company: DemoPay) -> None:
    first = next(iter(company.charges.values()))
    unknown = replace(first, number="ch_x", order="urn:ngsi-ld:Payment:unknown", events=[], refunds={})
    unknown.happens(Status.SETTLED, amount=500)
    company.charges[unknown.order] = unknown

    assert _only_difference(paid) == (500, 0, "only_there")
    _settle(paid)

    assert (stands("provider"), stands("difference")) == (0, -500)
    assert ledger.trial_balance().holds


def test_what_only_we_know_stays_with_the_provider(paid: Asked, company: DemoPay) -> None:
    company.charges.clear()

    assert _only_difference(paid) == (0, 10_000, "only_here")
    _settle(paid)

    assert (stands("provider"), stands("bank")) == (10_000, 0)


def test_another_amount_is_shown_and_the_rest_stands_apart(paid: Asked, company: DemoPay) -> None:
    charge: Charge = next(iter(company.charges.values()))
    charge.events = [replace(one, amount=9_000) for one in charge.events]

    assert _only_difference(paid) == (9_000, 10_000, "amount")
    _settle(paid)

    assert (stands("provider"), stands("difference")) == (0, 1_000)
    assert ledger.trial_balance().holds


def test_what_was_heard_after_midnight_belongs_to_the_day_of_the_report(company: DemoPay) -> None:
    asked = Asked(clock.now())
    at_the_company(asked.starts().address, mischief="nothing")
    ledger.look_after_all(at=asked.at + timedelta(days=1))

    assert _only_difference(asked) == (300, 0, "another_day")
    _settle(asked)

    assert stands("provider") == stands("difference") == 0


def test_a_report_that_changed_is_not_booked_on_top(paid: Asked, company: DemoPay) -> None:
    _settle(paid)
    next(iter(company.charges.values())).happens(Status.CHARGED_BACK)

    with pytest.raises(ledger.ClientKeyTaken):
        _settle(paid)


def test_a_day_is_closed_only_once_it_is_settled(paid: Asked) -> None:
    tomorrow = paid.at + timedelta(days=1)
    with pytest.raises(ledger.NotSettled):
        ledger.close_day(day=_today(paid), by=CLERK, at=tomorrow)

    _settle(paid)

    assert ledger.close_day(day=_today(paid), by=CLERK, at=tomorrow).is_closed
