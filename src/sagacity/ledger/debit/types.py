"""Facts of direct debit: frozen, without database rows behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sagacity.kit.money import Yen

Words = Mapping[str, str]  # by language, "ja" always


class AccountKind(StrEnum):
    """預金種目, as the bankers' file numbers it; savings (貯蓄) cannot be debited and has no number there."""

    ORDINARY = "1"  # 普通
    CURRENT = "2"  # 当座
    TAX = "3"  # 納税準備: for taxes alone
    OTHER = "9"


class MandateState(StrEnum):
    """What became of a mandate."""

    APPLIED = "applied"  # the resident has not been at the bank's page yet
    AT_BANK = "at_bank"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    ENDED = "ended"


OPEN = (MandateState.APPLIED, MandateState.AT_BANK)


class Why(StrEnum):
    """Why a bank refuses a mandate, or why one ended."""

    NONE = ""
    ACCOUNT = "account"  # no account of this number
    NAME = "name"  # the account has another name
    BRANCH = "branch"  # the branch is gone or takes none
    CANCELLED = "cancelled"  # the resident stopped at the bank's page
    TIMEOUT = "timeout"  # nobody came back in time
    NO_FORM = "no_form"  # result 4: the bank has no form of this account
    CLOSED = "closed"  # result 2: the account is gone
    STOPPED = "stopped"  # result 3: the holder told the bank to stop
    RESIDENT = "resident"  # ended by the resident
    CITY = "city"  # ended by staff
    REPLACED = "replaced"  # another account took over
    OTHER = "other"


class RunState(StrEnum):
    """Where a collection run stands."""

    DRAFT = "draft"
    SENT = "sent"  # two people let it go; the bank has the file or gets it
    DONE = "done"  # the results are booked


class Try(StrEnum):
    """Which try a run is for its bills."""

    FIRST = "first"
    RERUN = "rerun"


class Next(StrEnum):
    """What follows a debit that did not come through."""

    RERUN = "rerun"  # once more, on the rerun day
    SLIP = "slip"  # by another way: a slip, a card, a shop


class Result(StrEnum):
    """振替結果コード."""

    PAID = "0"
    NO_MONEY = "1"  # 資金不足
    NO_ACCOUNT = "2"  # 取引なし
    STOPPED = "3"  # 預金者の都合による振替停止
    NO_FORM = "4"  # 預金口座振替依頼書なし
    BY_CITY = "8"  # 委託者の都合による振替停止
    OTHER = "9"


class NewCode(StrEnum):
    """新規コード: what the bank shall know of this account."""

    FIRST = "1"
    CHANGED = "2"
    KNOWN = "0"


@dataclass(frozen=True, slots=True)
class Account:
    """Where money is taken from. The number and the holder are kept under a seal."""

    bank: str
    branch: str
    kind: AccountKind
    number: str
    holder: str  # in the bank's letters
    symbol: str = ""  # of a passbook of the postal bank


@dataclass(frozen=True, slots=True)
class Item:
    """What can be paid by direct debit: a tax or a fee, with its days."""

    key: str
    name: Words
    client_code: str  # 委託者コード, ten digits
    fees: tuple[str, ...]  # fee items of the bills it takes
    day: int  # of the month; 31: its last
    rerun_day: int  # of the month after
    division: str
    is_tax: bool = False


@dataclass(frozen=True, slots=True)
class Mandate:
    """A resident lets the city take certain payments from an account."""

    key: str
    number: str  # twelve digits, as the bank and the staff say it
    payer: str  # key of a resident, or "" once forgotten
    reach: str  # key under which messaging reaches them
    items: tuple[str, ...]  # all it was asked for
    live: tuple[str, ...]  # those it is collected for now
    bank: str
    branch: str
    tail: str  # the last three digits of the account
    kind: AccountKind
    state: MandateState
    why: Why
    reference: str  # the bank's number of the application
    address: str  # the bank's page
    language: str
    applied_at: datetime
    at_bank_at: datetime | None
    decided_at: datetime | None
    ended_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class Run:
    """One file for the bank: everything of one item that is taken on one day."""

    key: str
    item: str
    day: date
    try_: Try
    state: RunState
    count: int
    total: Yen
    digest: str  # of the lines: another content is another run
    made_by_name: str
    made_at: datetime
    sent_at: datetime | None
    approved_by_name: str
    done_at: datetime | None
    paid: int = 0
    paid_yen: Yen = Yen(0)  # noqa: RUF009
    has_file: bool = False

    @property
    def failed(self) -> int:
        return self.count - self.paid if self.state is RunState.DONE else 0


@dataclass(frozen=True, slots=True)
class Line:
    """One bill in a run."""

    run: str
    number: int
    bill: str
    mandate: str
    mandate_number: str
    bank: str
    branch: str
    amount: Yen
    new_code: NewCode
    result: Result | None
    next_: Next | None
    payment: str
    customer: str  # 顧客番号 in the file


@dataclass(frozen=True, slots=True)
class MandateChanged:
    """A bank has accepted or refused a mandate, or it ended; whose it is, is not in the news."""

    mandate: str
    state: MandateState
    why: Why
    at: datetime


@dataclass(frozen=True, slots=True)
class DebitFailed:
    """A bill could not be taken from the account."""

    bill: str
    mandate: str
    result: Result
    next_: Next
    again_on: date | None  # the rerun day, when it is tried once more
    at: datetime
