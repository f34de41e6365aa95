"""How bills and payments stand in the books: which accounts, and the postings between them."""

from datetime import datetime

from sagacity.kit import policy
from sagacity.kit.money import Yen
from sagacity.ledger import accounts, facts, models, transfers, types
from sagacity.ledger.types import AccountKind

OTHER = "other"  # of bills without a fee item


def owe(bill: models.Bill, *, at: datetime) -> str:
    """Owed by whoever pays, and income of the year; the key of the transfer."""
    income = _of_bill(AccountKind.INCOME, bill, at)
    return _move(
        f"billed:{bill.key}", _of_bill(AccountKind.RECEIVABLE, bill, at), income, bill, bill.amount, at
    )


def receive(payment: models.Payment, bill: models.Bill, *, at: datetime) -> str:
    """With the provider or in the till, and no longer owed; the key of the transfer."""
    owed = _of_bill(AccountKind.RECEIVABLE, bill, at)
    return _move(f"paid:{payment.key}", holder(payment, at), owed, bill, Yen(payment.amount), at)


def hold(payment: models.Payment, bill: models.Bill, amount: Yen, *, at: datetime) -> str:
    """With the provider, and for nothing yet: it came otherwise than it was asked for."""
    code = f"{AccountKind.DIFFERENCE}:{payment.provider}"
    waiting = accounts.open_account(
        code=code, kind=AccountKind.DIFFERENCE, title=code, by=policy.SYSTEM, at=at
    ).key
    return _move(f"held:{payment.key}", holder(payment, at), waiting, bill, amount, at)


def take_back(transfer: str, *, client_key: str, at: datetime, amount: Yen | None = None) -> None:
    """Let a transfer go the other way, wholly or in part."""
    transfers.reverse(client_key=client_key, transfer=transfer, amount=amount, by=policy.SYSTEM, at=at)


def give_up(payment: models.Payment, *, client_key: str, at: datetime, amount: Yen | None = None) -> None:
    """Let what stands for a payment go the other way; of assigned money, all the way to its provider."""
    take_back(payment.transfer, client_key=client_key, amount=amount, at=at)
    came_by = facts.origin(payment)
    if came_by.pk != payment.pk:
        take_back(came_by.transfer, client_key=f"{client_key}:held", amount=amount, at=at)


def assign(payment: models.Payment, bill: models.Bill, *, at: datetime) -> str:
    """From what is in question to what is owed for another bill; the key of the transfer."""
    code = f"{AccountKind.DIFFERENCE}:{payment.provider}"
    waiting = accounts.account(code=code).key
    owed = _of_bill(AccountKind.RECEIVABLE, bill, at)
    return _move(f"assigned:{payment.key}", waiting, owed, bill, bill.amount, at)


def holder(payment: models.Payment, at: datetime) -> str:
    """The account of whoever holds the money now: a till, or a provider until it pays out."""
    if payment.till:
        code, kind, floor = f"{AccountKind.TILL}:{payment.till}", AccountKind.TILL, Yen(0)
        return accounts.open_account(
            code=code, kind=kind, title=payment.till, floor=floor, by=policy.SYSTEM, at=at
        ).key
    code = f"{AccountKind.PROVIDER}:{payment.provider}"
    return accounts.open_account(
        code=code, kind=AccountKind.PROVIDER, title=payment.provider, by=policy.SYSTEM, at=at
    ).key


def _of_bill(kind: AccountKind, bill: models.Bill, at: datetime) -> str:
    """The account of a fee item, in one division and year."""
    fee = bill.fee or OTHER
    code = ":".join(part for part in (kind.value, fee, bill.division, str(bill.fiscal_year)) if part)
    return accounts.open_account(
        code=code,
        kind=kind,
        title=fee,
        division=bill.division,
        fiscal_year=bill.fiscal_year,
        by=policy.SYSTEM,
        at=at,
    ).key


def _move(
    client_key: str, debit: str, credit: str, bill: models.Bill, amount: Yen | int, at: datetime
) -> str:
    move = types.Move(debit, credit, Yen(amount), about=bill.key)
    return transfers.post(client_key=client_key, moves=[move], by=policy.SYSTEM, at=at).transfers[0].key
