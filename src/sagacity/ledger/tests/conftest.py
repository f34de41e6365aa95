from collections.abc import Callable
from datetime import datetime
from itertools import count

import pytest

from sagacity.kit import policy
from sagacity.kit.money import yen
from sagacity.ledger import api as ledger
from sagacity.ledger.api import AccountKind

CASHIER = policy.Person("urn:ngsi-ld:Staff:mori", "森", "staff")

Pays = Callable[..., ledger.Transfer]


class Books:
    """A till, the income of one fee, and what Hanako paid in."""

    def __init__(self, at: datetime) -> None:
        self.at, self.numbers = at, count(1)
        self.till = self._open("till:civic", AccountKind.TILL, floor=0)
        self.income = self._open("income:residence_certificate:2026", AccountKind.INCOME, year=2026)
        self.wallet = self._open("prepaid:hanako", AccountKind.PREPAID, floor=0)

    def _open(
        self, code: str, kind: AccountKind, *, year: int = 0, floor: int | None = None
    ) -> ledger.Account:
        return ledger.open_account(
            code=code,
            kind=kind,
            title=code,
            fiscal_year=year,
            floor=None if floor is None else yen(floor),
            by=CASHIER,
            at=self.at,
        )

    def post(
        self, debit: ledger.Account, credit: ledger.Account, amount: int, key: str = ""
    ) -> ledger.Transfer:
        moves = [ledger.Move(debit.key, credit.key, yen(amount))]
        client_key = key or f"post-{next(self.numbers)}"
        return ledger.post(client_key=client_key, moves=moves, by=CASHIER, at=self.at).transfers[0]

    def pays(self, amount: int, key: str = "") -> ledger.Transfer:
        """Cash over the counter for a certificate."""
        return self.post(self.till, self.income, amount, key)

    def takes_back(
        self, transfer: ledger.Transfer, amount: int | None = None, key: str = ""
    ) -> ledger.Transfer:
        return ledger.reverse(
            client_key=key or f"back-{next(self.numbers)}",
            transfer=transfer.key,
            amount=None if amount is None else yen(amount),
            by=CASHIER,
            at=self.at,
        ).transfers[0]

    def stands(self, account: ledger.Account) -> int:
        return ledger.account(key=account.key).balance


@pytest.fixture
def books(db: None, at: datetime) -> Books:
    return Books(at)
