"""What the cashier's desk works with: claims nobody took, explanations, counts of tills, figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sagacity.kit.money import Yen
from sagacity.ledger.types.bills import Bill, Payment


class RefusedKind(StrEnum):
    """Why a provider's word was not taken."""

    FORGED = "forged"  # not signed by the provider, or at another time
    UNREADABLE = "unreadable"  # signed, and not what was agreed
    UNKNOWN = "unknown"  # signed, about a payment the city never began
    OTHERWISE = "otherwise"  # of a payment we know, but not what fits it: another amount after it was settled


@dataclass(frozen=True, slots=True)
class RefusedClaim:
    """Something that came as a provider's word and was not taken."""

    id: int
    provider: str
    way: str
    kind: RefusedKind
    why: str
    said: Mapping[str, str]
    times: int
    first_at: datetime
    last_at: datetime
    closed_at: datetime | None
    closed_why: str


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing a provider said about a payment, and what it changed."""

    payment: str
    outcome: str
    way: str
    amount: Yen
    currency: str
    effect: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InQuestion:
    """Money that came otherwise than asked for, with the bill it came for."""

    bill: Bill
    payment: Payment


@dataclass(frozen=True, slots=True)
class FoundBills:
    """One page of bills, and how many there are."""

    bills: tuple[Bill, ...]
    total: int
    yen: Yen


@dataclass(frozen=True, slots=True)
class TillCount:
    """What lay in a till, beside what the books said."""

    till: str
    day: date
    coins: Mapping[str, int]
    counted: Yen
    expected: Yen
    left: Yen
    reason: str
    by_name: str
    at: datetime

    @property
    def difference(self) -> Yen:
        """More than the books say; below nothing: less."""
        return Yen(self.counted - self.expected)

    @property
    def taken_to_bank(self) -> Yen:
        return Yen(self.counted - self.left)


@dataclass(frozen=True, slots=True)
class Till:
    """A till: what the books say lies in it, and when it was last counted."""

    name: str
    balance: Yen
    last: TillCount | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why report and books differ about a payment."""

    payment: str
    text: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """A provider's report of a day as it was taken."""

    provider: str
    day: date
    lines: int
    from_file: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Apart:
    """What stands on a difference account: money in question, and what nobody has explained or booked off."""

    account: str  # its code
    balance: Yen
    in_question: Yen  # of it, money that waits to go back or to be assigned

    @property
    def unexplained(self) -> Yen:
        """Below nothing: more came than the books know; above: less."""
        return Yen(self.balance + self.in_question)


@dataclass(frozen=True, slots=True)
class Compared:
    """One payment in a provider's report beside our books."""

    payment: str
    bill: str
    reference: str
    there: Yen
    here: Yen
    charge: Yen
    reason: str  # of Mismatch; empty: they agree


@dataclass(frozen=True, slots=True)
class PaidBy:
    """What came by one method on a day."""

    provider: str
    method: str
    count: int
    yen: Yen


@dataclass(frozen=True, slots=True)
class Glance:
    """How money stands today."""

    day: date
    open_count: int
    open_yen: Yen
    overdue_count: int
    overdue_yen: Yen
    under_way: int
    paid: tuple[PaidBy, ...]
    refunded_count: int
    refunded_yen: Yen
    waiting_refunds: int
    in_question_count: int
    in_question_yen: Yen
    refused_claims: int

    @property
    def paid_yen(self) -> Yen:
        return Yen(sum(one.yen for one in self.paid))

    @property
    def paid_count(self) -> int:
        return sum(one.count for one in self.paid)


@dataclass(frozen=True, slots=True)
class Income:
    """What one fee item of a division brought in one fiscal year."""

    fiscal_year: int
    division: str
    fee: str  # "" for bills without a fee item
    bills: int
    billed: Yen  # asked for and not taken back
    owed: Yen  # of it, not there yet

    @property
    def came(self) -> Yen:
        return Yen(self.billed - self.owed)


@dataclass(frozen=True, slots=True)
class PaperReceipt:
    """A receipt on paper: the first, or one made again."""

    number: str
    copy: int
    at: datetime

    @property
    def is_again(self) -> bool:
        return self.copy > 1
