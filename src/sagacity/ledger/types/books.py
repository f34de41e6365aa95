"""Accounts, transfers, days: bookkeeping facts."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sagacity.kit.money import Yen


class Side(StrEnum):
    """On which side an account grows."""

    DEBIT = "debit"  # what the city has or is owed: tills, what a provider holds for it
    CREDIT = "credit"  # what the city owes or earned: income, balances of people


class AccountKind(StrEnum):
    """What an account is for; its side follows from it."""

    INCOME = "income"  # a fee item of one division in one fiscal year
    RECEIVABLE = "receivable"  # billed and not there yet
    PROVIDER = "provider"  # with a payment provider, until it is paid out
    TILL = "till"  # cash at a counter
    BANK = "bank"  # the city's account at its bank
    PREPAID = "prepaid"  # what somebody paid in and may spend: vouchers, deposits
    DIFFERENCE = "difference"  # what a settlement could not explain, and money that came otherwise than asked
    CHARGES = "charges"  # what providers keep for their work


@dataclass(frozen=True, slots=True)
class Account:
    """A place where money stands."""

    key: str
    code: str
    kind: AccountKind
    title: str
    division: str
    fiscal_year: int  # that begins in April of this year; 0: of no year
    floor: Yen | None  # its balance never falls below; None: it may
    debits: Yen
    credits: Yen

    @property
    def side(self) -> Side:
        return SIDES[self.kind]

    @property
    def balance(self) -> Yen:
        """What stands there, on the account's own side."""
        more = self.debits - self.credits
        return Yen(more if self.side is Side.DEBIT else -more)


SIDES = {
    AccountKind.INCOME: Side.CREDIT,
    AccountKind.RECEIVABLE: Side.DEBIT,
    AccountKind.PROVIDER: Side.DEBIT,
    AccountKind.TILL: Side.DEBIT,
    AccountKind.BANK: Side.DEBIT,
    AccountKind.PREPAID: Side.CREDIT,
    AccountKind.DIFFERENCE: Side.DEBIT,
    AccountKind.CHARGES: Side.DEBIT,
}


@dataclass(frozen=True, slots=True)
class Move:
    """Money that shall go from one account to another, all or nothing with the others of its posting."""

    debit: str  # key of the account that is debited
    credit: str
    amount: Yen
    about: str = ""  # key of what it is for: a bill, a case
    note: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money that went; never changed, never deleted."""

    key: str
    debit: str
    credit: str
    amount: Yen
    about: str
    note: str
    booked_on: date
    at: datetime
    reverses: str = ""  # key of the transfer that it takes back, wholly or in part


@dataclass(frozen=True, slots=True)
class Posting:
    """Transfers that were made together under one client key."""

    client_key: str
    transfers: tuple[Transfer, ...]

    @property
    def total(self) -> Yen:
        return Yen(sum(one.amount for one in self.transfers))


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the books: closed, it takes no transfer."""

    day: date
    is_closed: bool
    closed_at: datetime | None
    closed_by: str
    reason: str  # why it was opened again


@dataclass(frozen=True, slots=True)
class Trial:
    """The trial balance: what the transfers add up to beside what the accounts say."""

    debits: Yen
    credits: Yen
    wrong: tuple[str, ...]  # codes of accounts that say something else than their transfers

    @property
    def holds(self) -> bool:
        return self.debits == self.credits and not self.wrong
