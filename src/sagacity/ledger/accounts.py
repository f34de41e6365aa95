"""Accounts: opened once for each code, and what stands on them."""

from datetime import datetime

from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.money import Yen
from sagacity.ledger import models, types
from sagacity.ledger.types import AccountKind


class NoSuchAccount(LookupError):
    """There is no account of this key or code."""


class AnotherAccount(Exception):
    """An account of this code was opened before as something else."""


def account(*, key: str = "", code: str = "") -> types.Account:
    """One account with what stands on it, by its key or by its code.

    Raises:
        NoSuchAccount: there is none.
    """
    row = models.Account.objects.filter(**({"key": key} if key else {"code": code})).first()
    if row is None:
        raise NoSuchAccount(key or code)
    return as_fact(row)


def accounts(*, kind: AccountKind | None = None, fiscal_year: int | None = None) -> tuple[types.Account, ...]:
    """All accounts, or those of one kind or year, in the order of their codes."""
    rows = models.Account.objects.order_by("code")
    if kind is not None:
        rows = rows.filter(kind=kind)
    if fiscal_year is not None:
        rows = rows.filter(fiscal_year=fiscal_year)
    return tuple(as_fact(row) for row in rows)


def open_account(
    *,
    code: str,
    kind: AccountKind,
    title: str,
    by: policy.Person,
    at: datetime,
    division: str = "",
    fiscal_year: int = 0,
    floor: Yen | None = None,
) -> types.Account:
    """Open an account, or give the one back that was opened with the same code.

    Money of people stands on accounts with a floor of 0: nobody spends what is not there.

    Raises:
        AnotherAccount: the code is taken by another kind, year or floor.
    """
    said = {"kind": kind, "fiscal_year": fiscal_year, "floor": floor}
    row, is_new = models.Account.objects.get_or_create(
        code=code,
        defaults={
            "key": keys.new("LedgerAccount"),
            "title": title,
            "division": division,
            "opened_at": at,
            **said,
        },
    )
    if is_new:
        audit.record(actor=by, action="ledger.open_account", thing=row.key, at=at, after={"code": code})
    elif any(getattr(row, name) != value for name, value in said.items()):
        raise AnotherAccount(code)
    return as_fact(row)


def as_fact(row: models.Account) -> types.Account:
    return types.Account(
        key=row.key,
        code=row.code,
        kind=AccountKind(row.kind),
        title=row.title,
        division=row.division,
        fiscal_year=row.fiscal_year,
        floor=None if row.floor is None else Yen(row.floor),
        debits=Yen(row.debits),
        credits=Yen(row.credits),
    )
