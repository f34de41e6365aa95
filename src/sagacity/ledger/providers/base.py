"""What every payment provider can do for the city."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from sagacity.kit.money import Yen
from sagacity.kit.providers import Check
from sagacity.ledger import types


class ProviderAway(Exception):
    """No answer, or none that can be used; ask again later."""


class Forged(Exception):
    """It does not come from the provider: no signature, a wrong one, or one of another time."""


class Unreadable(Forged):
    """The provider signed it, and it says nothing that was agreed."""


@dataclass(frozen=True, slots=True)
class Method:
    """One way to pay, as residents choose it."""

    key: str
    name: types.Words
    text: types.Words
    icon: str


@dataclass(frozen=True, slots=True)
class Opened:
    """Where a payment goes on: a page of the provider, or a number for the counter of a shop."""

    address: str
    reference: str
    expires_at: datetime
    number: str = ""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line of a provider's daily report."""

    payment: str  # our key, as the provider kept it
    reference: str
    kind: str  # "payment" | "refund" | "charge_back"
    gross: Yen  # what went from payer to city; back: below nothing
    charge: Yen  # what the provider keeps for it

    @property
    def net(self) -> Yen:
        return Yen(self.gross - self.charge)


class Provider(Protocol):
    """A party through which money comes."""

    @property
    def key(self) -> str: ...

    @property
    def methods(self) -> tuple[Method, ...]:
        """Ways a resident may choose; none for those of a counter."""
        ...

    @property
    def can_be_asked(self) -> bool:
        """Whether it answers what became of one payment; else its news comes by itself."""
        ...

    def lives(self, method: str) -> timedelta:
        """How long a payment may be made."""
        ...

    def start(self, payment: types.Payment, bill: types.Bill, *, language: str, at: datetime) -> Opened:
        """Begin a payment under its key; a second time gives the first back.

        Raises:
            ProviderAway: it may have begun.
        """
        ...

    def read_return(self, query: Mapping[str, str], *, at: datetime) -> types.Claim:
        """What a browser brings back.

        Raises:
            Forged: the provider has not written it, or not for now.
        """
        ...

    def read_webhook(self, headers: Mapping[str, str], body: bytes, *, at: datetime) -> types.Claim:
        """What the provider sends by itself.

        Raises:
            Forged: the provider has not written it, or not for now.
        """
        ...

    def ask(self, payment: types.Payment, *, at: datetime) -> types.Claim | None:
        """What became of a payment; None: the provider does not know it.

        Raises:
            ProviderAway: no answer.
        """
        ...

    def call_off(self, payment: types.Payment, *, at: datetime) -> types.Claim | None:
        """Stop a payment; what the claim says may be that it was paid. None: the provider does not know it.

        Raises:
            ProviderAway: no answer.
        """
        ...

    def refund(self, payment: types.Payment, refund: types.Refund, *, at: datetime) -> types.Claim:
        """Give money back under the refund's key; a second time answers as the first.

        Raises:
            ProviderAway: no answer.
        """
        ...

    def settlement(self, day: date) -> tuple[ReportLine, ...]:
        """The report of one day.

        Raises:
            ProviderAway: there is none yet.
        """
        ...

    def check(self) -> Check:
        """How it is now, for the health page."""
        ...
