from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from sagacity.kit import policy
from sagacity.kit.money import yen
from sagacity.ledger import api as ledger
from sagacity.ledger import models
from sagacity.ledger.tests.conftest import CASHIER, Books


def test_what_is_paid_stands_on_both_accounts(books: Books) -> None:
    books.pays(300)
    books.pays(450)

    assert (books.stands(books.till), books.stands(books.income)) == (750, 750)
    assert ledger.trial_balance().holds


def test_one_client_key_moves_money_once(books: Books) -> None:
    first = books.pays(300, key="form-1")

    again = books.pays(300, key="form-1")

    assert again == first
    assert books.stands(books.till) == 300


def test_another_wish_under_a_used_key_is_refused(books: Books) -> None:
    books.pays(300, key="form-1")

    with pytest.raises(ledger.ClientKeyTaken):
        books.pays(301, key="form-1")


def test_nobody_spends_what_is_not_there(books: Books) -> None:
    books.post(books.till, books.wallet, 500)

    with pytest.raises(ledger.Overdrawn):
        books.post(books.wallet, books.income, 501)

    assert (books.stands(books.wallet), books.stands(books.income)) == (500, 0)


def test_of_several_moves_all_go_or_none(books: Books, at: datetime) -> None:
    moves = [
        ledger.Move(books.till.key, books.income.key, yen(300)),
        ledger.Move(books.wallet.key, books.income.key, yen(1)),
    ]

    with pytest.raises(ledger.Overdrawn):
        ledger.post(client_key="both", moves=moves, by=CASHIER, at=at)

    assert books.stands(books.till) == 0
    assert ledger.transfers(account=books.till.key) == ()


@pytest.mark.parametrize("amount", [0, -1])
def test_money_goes_in_whole_yen_above_nothing(books: Books, amount: int) -> None:
    with pytest.raises(ledger.NoAmount):
        books.pays(amount)


def test_money_does_not_go_from_an_account_to_itself(books: Books) -> None:
    with pytest.raises(ledger.NoAmount):
        books.post(books.till, books.till, 100)


def test_a_posting_without_a_move_is_none(books: Books, at: datetime) -> None:
    with pytest.raises(ledger.NothingToPost):
        ledger.post(client_key="none", moves=[], by=CASHIER, at=at)


def test_an_account_nobody_opened_takes_no_money(books: Books, at: datetime) -> None:
    move = ledger.Move(books.till.key, "urn:ngsi-ld:LedgerAccount:none", yen(1))

    with pytest.raises(ledger.NoSuchAccount):
        ledger.post(client_key="lost", moves=[move], by=CASHIER, at=at)


def test_a_refund_goes_back_to_nothing(books: Books) -> None:
    paid = books.pays(300)

    back = books.takes_back(paid)

    assert back.reverses == paid.key
    assert (books.stands(books.till), books.stands(books.income)) == (0, 0)


def test_parts_go_back_until_nothing_is_left(books: Books) -> None:
    paid = books.pays(1000)
    books.takes_back(paid, 300)

    assert ledger.left_of(key=paid.key) == 700
    with pytest.raises(ledger.MoreThanWent):
        books.takes_back(paid, 701)
    books.takes_back(paid)
    with pytest.raises(ledger.NotPosted):
        books.takes_back(paid)
    assert books.stands(books.till) == 0


def test_a_refund_asked_for_twice_goes_once(books: Books) -> None:
    paid = books.pays(300)
    first = books.takes_back(paid, key="refund-1")

    assert books.takes_back(paid, key="refund-1") == first
    assert books.stands(books.till) == 0


def test_a_reversal_is_not_reversed(books: Books) -> None:
    back = books.takes_back(books.pays(300))
    books.pays(300)

    with pytest.raises(ledger.MoreThanWent):
        books.takes_back(back)


def test_a_transfer_nobody_made_is_not_taken_back(books: Books, at: datetime) -> None:
    with pytest.raises(ledger.NoSuchTransfer):
        ledger.reverse(client_key="x", transfer="urn:ngsi-ld:Transfer:none", by=CASHIER, at=at)


def test_cash_that_was_paid_out_cannot_be_refunded_from_an_empty_till(books: Books) -> None:
    paid = books.pays(300)
    books.post(books.income, books.till, 300)  # carried elsewhere

    with pytest.raises(ledger.Overdrawn):
        books.takes_back(paid)


@pytest.mark.parametrize(
    "past",
    [
        "UPDATE ledger_transfer SET amount = 1",
        "DELETE FROM ledger_transfer",
    ],
)
def test_the_database_keeps_every_transfer_as_it_went(books: Books, past: str) -> None:
    books.pays(300)

    with (
        pytest.raises(DatabaseError, match="only added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(past)

    assert books.stands(books.till) == 300


def test_a_balance_changed_past_the_books_is_named(books: Books) -> None:
    books.pays(300)

    models.Account.objects.filter(code="till:civic").update(debits=299)

    found = ledger.trial_balance()
    assert not found.holds
    assert found.wrong == ("till:civic",)


def test_what_went_for_one_thing_is_found_by_it(books: Books, at: datetime) -> None:
    bill = "urn:ngsi-ld:Bill:1"
    move = ledger.Move(books.till.key, books.income.key, yen(300), about=bill, note="住民票の写し")
    ledger.post(client_key="bill-1", moves=[move], by=policy.SYSTEM, at=at)
    books.pays(100)

    assert [one.note for one in ledger.transfers(about=bill)] == ["住民票の写し"]


def test_an_account_is_opened_once_for_its_code(books: Books, at: datetime) -> None:
    again = ledger.open_account(
        code="till:civic", kind=ledger.AccountKind.TILL, title="till:civic", floor=yen(0), by=CASHIER, at=at
    )
    assert again.key == books.till.key

    with pytest.raises(ledger.AnotherAccount):
        ledger.open_account(
            code="till:civic", kind=ledger.AccountKind.BANK, title="bank", floor=yen(0), by=CASHIER, at=at
        )


def test_accounts_are_listed_by_kind_and_year(books: Books) -> None:
    assert [one.code for one in ledger.accounts(fiscal_year=2026)] == [books.income.code]
    assert [one.code for one in ledger.accounts(kind=ledger.AccountKind.PREPAID)] == ["prepaid:hanako"]
