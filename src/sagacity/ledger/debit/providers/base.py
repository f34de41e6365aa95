"""What the page of a bank, or of somebody who stands for many banks, can do for the city."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from sagacity.kit.providers import Check
from sagacity.ledger.debit import types
from sagacity.ledger.debit.types import Why
from sagacity.ledger.providers.base import Forged, ProviderAway

__all__ = ["Answer", "BankPage", "Forged", "HandOff", "Opened", "Outcome", "ProviderAway", "Way"]


class Outcome(StrEnum):
    """What the bank says of an application."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Way(StrEnum):
    """How the city heard it."""

    RETURN = "return"
    WEBHOOK = "webhook"
    ASKED = "asked"
    HERE = "here"  # the city's own clock


@dataclass(frozen=True, slots=True)
class HandOff:
    """Everything a bank needs to know to ask its customer."""

    mandate: types.Mandate
    account: types.Account
    client_codes: tuple[str, ...]
    titles: tuple[str, ...]  # of the items, in the resident's language
    city: str


@dataclass(frozen=True, slots=True)
class Opened:
    """Where the resident goes on."""

    address: str
    reference: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bank says, proven to come from it."""

    provider: str
    event: str
    mandate: str
    outcome: Outcome
    why: Why
    way: Way
    at: datetime
    reference: str = ""


class BankPage(Protocol):
    """A party that asks a bank's customer and says what came of it."""

    @property
    def key(self) -> str: ...

    def start(self, hand_off: HandOff, *, at: datetime) -> Opened:
        """Begin under the mandate's key; a second time gives the first back.

        Raises:
            ProviderAway: it may have begun.
        """
        ...

    def read_return(self, query: Mapping[str, str], *, at: datetime) -> Answer:
        """What a browser brings back.

        Raises:
            Forged: the bank has not written it, or not for now.
        """
        ...

    def read_webhook(self, headers: Mapping[str, str], body: bytes, *, at: datetime) -> Answer:
        """What the bank sends by itself.

        Raises:
            Forged: the bank has not written it, or not for now.
        """
        ...

    def ask(self, mandate: str, *, at: datetime) -> Answer | None:
        """What became of an application; None: the bank does not know it.

        Raises:
            ProviderAway: no answer.
        """
        ...

    def check(self) -> Check:
        """How it is now, for the health page."""
        ...
