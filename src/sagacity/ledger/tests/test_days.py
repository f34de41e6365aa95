from datetime import datetime, timedelta

import pytest

from sagacity.kit import clock
from sagacity.kit.money import yen
from sagacity.ledger import api as ledger
from sagacity.ledger.tests.conftest import CASHIER, Books


def _late(books: Books, at: datetime) -> ledger.Posting:
    moves = [ledger.Move(books.till.key, books.income.key, yen(300))]
    return ledger.post(client_key="late", moves=moves, by=CASHIER, at=at, booked_on=clock.day(books.at))


def test_a_closed_day_takes_no_money(books: Books, at: datetime) -> None:
    tomorrow = at + timedelta(days=1)
    ledger.close_day(day=clock.day(at), by=CASHIER, at=tomorrow)

    with pytest.raises(ledger.DayClosed):
        _late(books, tomorrow)

    assert books.stands(books.till) == 0


def test_a_day_opened_again_for_a_reason_takes_it(books: Books, at: datetime) -> None:
    tomorrow = at + timedelta(days=1)
    ledger.close_day(day=clock.day(at), by=CASHIER, at=tomorrow)

    opened = ledger.reopen_day(day=clock.day(at), reason="出先の現金が遅れて届いた", by=CASHIER, at=tomorrow)

    assert not opened.is_closed
    assert opened.reason == "出先の現金が遅れて届いた"
    _late(books, tomorrow)
    assert books.stands(books.till) == 300


def test_a_day_is_closed_only_when_it_is_over_and_once(books: Books, at: datetime) -> None:
    with pytest.raises(ledger.DayNotOver):
        ledger.close_day(day=clock.day(at), by=CASHIER, at=at)

    ledger.close_day(day=clock.day(at), by=CASHIER, at=at + timedelta(days=1))
    with pytest.raises(ledger.DayIsClosed):
        ledger.close_day(day=clock.day(at), by=CASHIER, at=at + timedelta(days=1))


def test_opening_again_needs_a_reason_and_a_closed_day(books: Books, at: datetime) -> None:
    with pytest.raises(ledger.DayIsOpen):
        ledger.reopen_day(day=clock.day(at), reason="なにか", by=CASHIER, at=at)

    ledger.close_day(day=clock.day(at), by=CASHIER, at=at + timedelta(days=1))
    with pytest.raises(ledger.NoReason):
        ledger.reopen_day(day=clock.day(at), reason="  ", by=CASHIER, at=at)


def test_a_day_nobody_closed_is_open(books: Books, at: datetime) -> None:
    assert not ledger.day_of(day=clock.day(at)).is_closed
