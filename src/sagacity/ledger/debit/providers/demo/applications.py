"""What the demonstration's bank knows: applications, and what became of them."""

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

PAGE_LIVES = 30 * 60  # seconds


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an application; its number is the same by every way it is told."""

    number: str
    status: str  # "pending" | "accepted" | "refused"
    at: int
    why: str = ""


@dataclass(slots=True)
class Application:
    """One order of the city."""

    number: str
    asked: dict[str, Any]
    expires_at: int
    events: list[Event] = field(default_factory=list)

    @property
    def order(self) -> str:
        return str(self.asked["order"])

    @property
    def language(self) -> str:
        return str(self.asked.get("language", "ja"))

    @property
    def last(self) -> Event:
        return self.events[-1]

    @property
    def is_over(self) -> bool:
        return self.last.status != "pending"

    def happens(self, status: str, why: str = "") -> Event:
        event = Event(f"bk_{secrets.token_hex(10)}", status, int(time.time()), why)
        self.events.append(event)
        return event

    def expires_if_late(self) -> Event | None:
        """Nobody came in time; whoever waits for the bank itself is not late."""
        if not self.is_over and self.last.why != "bank" and time.time() >= self.expires_at:
            return self.happens("refused", "timeout")
        return None


def opened(asked: dict[str, Any]) -> Application:
    made = Application(f"ma_{secrets.token_hex(8)}", asked, int(time.time()) + PAGE_LIVES)
    made.happens("pending")
    return made


def said(application: Application, event: Event) -> dict[str, str]:
    """An event as the protocol tells it: in a return, a webhook or an answer alike."""
    told = {
        "event": event.number,
        "id": application.number,
        "order": application.order,
        "status": event.status,
        "at": str(event.at),
        "why": "" if event.status == "pending" else event.why,
    }
    return {name: value for name, value in told.items() if value}
