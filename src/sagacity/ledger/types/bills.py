"""Bills, what is paid for them, and what providers say about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sagacity.kit import keys
from sagacity.kit.money import Yen
from sagacity.ledger.fees.types import Case

NOTHING = Yen(0)
NUMBER_LETTERS = 12

Words = Mapping[str, str]  # by language, "ja" always


def short_number(key: str) -> str:
    """The number by which people name a bill or a payment."""
    return keys.parse(key).local[:NUMBER_LETTERS].upper()


class BillState(StrEnum):
    """What became of a bill; it follows from its payments."""

    OPEN = "open"
    PAID = "paid"
    PART_REFUNDED = "part_refunded"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"


class PaymentState(StrEnum):
    """What became of one try to pay, in the order of what counts more when two are told."""

    STARTED = "started"
    PENDING = "pending"  # the provider waits: for the counter of a shop, for its partner
    EXPIRED = "expired"
    FAILED = "failed"
    QUESTIONED = "questioned"  # money came, but not as it was asked for: staff decide
    SETTLED = "settled"
    CHARGED_BACK = "charged_back"  # the provider took it back from the city; the bill is owed again
    RETURNED = "returned"  # money in question went back
    ASSIGNED = "assigned"  # money in question counts for another bill


UNDER_WAY = (PaymentState.STARTED, PaymentState.PENDING)
RANKS = {state: rank for rank, state in enumerate(PaymentState)}


class RefundState(StrEnum):
    """What became of money that shall go back."""

    ASKED = "asked"  # the provider has not answered yet, and is asked again
    DONE = "done"
    REFUSED = "refused"


class Outcome(StrEnum):
    """What a provider says has happened."""

    PENDING = "pending"
    SETTLED = "settled"
    FAILED = "failed"
    EXPIRED = "expired"
    REFUNDED = "refunded"
    REFUND_REFUSED = "refund_refused"
    CHARGED_BACK = "charged_back"


class Way(StrEnum):
    """How the city heard it."""

    RETURN = "return"
    WEBHOOK = "webhook"
    ASKED = "asked"
    COUNTER = "counter"
    FILE = "file"  # of results, from a bank
    HERE = "here"  # the city's own clock, or a provider that could not be reached


class Effect(StrEnum):
    """What hearing it changed."""

    MOVED = "moved"  # the payment went on
    KNOWN = "known"  # nothing new: said in another way before, or overtaken
    QUESTIONED = "questioned"  # it does not fit what was asked for; staff look at it


@dataclass(frozen=True, slots=True)
class BillLine:
    """One line of a bill: what, how much each, how many."""

    name: Words
    yen: Yen
    count: int = 1

    @property
    def total(self) -> Yen:
        return Yen(self.yen * self.count)


@dataclass(frozen=True, slots=True)
class Payment:
    """One try to pay a bill."""

    key: str
    bill: str
    provider: str
    method: str
    amount: Yen
    state: PaymentState
    why: str  # "declined", "called_off", "away", "amount", "currency", "second", "cancelled" …
    received: Yen | None  # what came, where that is in question
    reference: str  # the provider's number
    address: str  # page of the provider where it is paid
    number: str  # to be said or typed at the counter of a shop
    back_to: str
    till: str
    started_at: datetime
    expires_at: datetime
    settled_at: datetime | None
    refunded: Yen = NOTHING
    transfer: str = ""  # key of the one by which its money came
    assigned_to: str = ""  # key of the payment of another bill that it counts for
    assigned_from: str = ""

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def left(self) -> Yen:
        """What has come and not gone back."""
        return Yen(self.amount - self.refunded if self.state is PaymentState.SETTLED else 0)


@dataclass(frozen=True, slots=True)
class Bill:
    """Money asked of somebody for one thing."""

    key: str
    payer: str  # key of a person, or "" where the city keeps none
    fee: str  # key of the fee item, or ""
    about: str  # key of the case, or ""
    title: Words
    amount: Yen
    lines: tuple[BillLine, ...]
    tax_percent: int  # consumption tax inside the amount; 0: not taxed, as fees of an administration are
    rule_version: str
    division: str
    fiscal_year: int
    due_on: date | None
    created_at: datetime
    state: BillState
    payments: tuple[Payment, ...] = ()  # oldest first
    transfer: str = ""  # key of the one by which it is owed
    case: Case | None = None  # what its fee depended on

    @property
    def number(self) -> str:
        """Short enough to be said on the telephone."""
        return short_number(self.key)

    @property
    def is_open(self) -> bool:
        return self.state is BillState.OPEN

    @property
    def under_way(self) -> Payment | None:
        """The payment that somebody is making."""
        return next((one for one in self.payments if one.is_under_way), None)

    @property
    def paid_by(self) -> Payment | None:
        """The payment that settled it."""
        return next((one for one in self.payments if one.state is PaymentState.SETTLED), None)

    @property
    def questioned(self) -> tuple[Payment, ...]:
        """Money that came otherwise than asked for; staff decide."""
        return tuple(one for one in self.payments if one.state is PaymentState.QUESTIONED)


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that shall go back, or went."""

    key: str
    payment: str
    amount: Yen
    reason: str
    state: RefundState
    why: str
    asked_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Claim:
    """What a provider says about a payment, proven to come from it. `hear` decides what it changes."""

    provider: str
    event: str  # the provider's number of what happened, the same by every way it is told
    payment: str
    outcome: Outcome
    amount: Yen
    currency: str
    at: datetime
    way: Way
    reference: str = ""
    why: str = ""
    refund: str = ""  # key of the refund it speaks of


@dataclass(frozen=True, slots=True)
class BillPaid:
    """A bill is paid; who pays is not in the news."""

    bill: str
    about: str
    fee: str
    payment: str
    amount: Yen
    at: datetime


@dataclass(frozen=True, slots=True)
class BillRefunded:
    """Money of a paid bill went back, wholly or in part, by the city or by the provider."""

    bill: str
    about: str
    fee: str
    payment: str
    amount: Yen
    is_owed_again: bool  # charged back: the bill is open
    at: datetime
