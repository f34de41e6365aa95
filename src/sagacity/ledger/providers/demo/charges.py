"""What the demonstration's payment company knows: charges, what happened to them, and what went back."""

import secrets
import time
from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """How a charge stands, in the words of the protocol."""

    OPENED = "opened"  # its page is open; nothing happened yet
    PENDING = "pending"
    SETTLED = "settled"
    FAILED = "failed"
    EXPIRED = "expired"
    CHARGED_BACK = "charged_back"


ENDED = {Status.SETTLED, Status.FAILED, Status.EXPIRED, Status.CHARGED_BACK}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a charge; its number is the same by every way it is told."""

    number: str
    status: str
    amount: int
    currency: str
    at: int  # seconds since 1970
    why: str = ""
    refund: str = ""


@dataclass(slots=True)
class Charge:
    """One order of the city."""

    number: str
    order: str
    amount: int
    currency: str
    method: str
    language: str
    title: str
    return_url: str
    webhook_url: str
    expires_at: int
    store_number: str = ""
    status: Status = Status.OPENED
    brand: str = ""
    events: list[Event] = field(default_factory=list)
    refunds: dict[str, Event] = field(default_factory=dict)  # by the city's key of the refund

    @property
    def paid(self) -> int:
        """What came, whatever was asked."""
        return next((one.amount for one in self.events if one.status == Status.SETTLED), 0)

    @property
    def left(self) -> int:
        back = sum(one.amount for one in self.refunds.values() if one.status == "refunded")
        return self.paid - back if self.status is Status.SETTLED else 0

    @property
    def last(self) -> Event | None:
        """What stands now; refunds do not change it."""
        return next((one for one in reversed(self.events) if not one.refund), None)

    def happens(
        self, status: Status, *, amount: int | None = None, currency: str = "", why: str = ""
    ) -> Event:
        """Let it go on, and say so."""
        self.status = status
        said = self.amount if amount is None else amount
        return self._note(status.value, said, currency or self.currency, why)

    def goes_back(self, refund: str, amount: int) -> Event:
        """Give money back once for each key of the city."""
        if done := self.refunds.get(refund):
            return done
        status, why = ("refunded", "") if 0 < amount <= self.left else ("refund_refused", "too_much")
        event = self._note(status, amount, self.currency, why, refund)
        self.refunds[refund] = event
        return event

    def expires_if_late(self) -> Event | None:
        if self.status not in ENDED and time.time() >= self.expires_at:
            return self.happens(Status.EXPIRED, why="timeout")
        return None

    def _note(self, status: str, amount: int, currency: str, why: str, refund: str = "") -> Event:
        event = Event(f"ev_{secrets.token_hex(10)}", status, amount, currency, int(time.time()), why, refund)
        self.events.append(event)
        return event


def said(charge: Charge, event: Event) -> dict[str, str]:
    """An event as the protocol tells it: in a return, a webhook or an answer alike."""
    told = {
        "event": event.number,
        "id": charge.number,
        "order": charge.order,
        "status": event.status,
        "amount": str(event.amount),
        "currency": event.currency,
        "at": str(event.at),
        "why": event.why,
        "refund": event.refund,
    }
    return {name: value for name, value in told.items() if value}
