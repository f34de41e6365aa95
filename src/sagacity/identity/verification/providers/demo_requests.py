"""Requests the demonstration's server is busy with: some minutes each, and never more than it can hold."""

import secrets
import time
from dataclasses import dataclass, field

from sagacity.identity.verification.providers.demo_cards import Mischief, TestCard

LIVES = 900.0  # seconds
MOST = 1000


@dataclass(slots=True)
class Request:
    """One authorization that is under way, then its code and tokens."""

    asked: dict[str, str]
    card: TestCard | None = None
    mischief: Mischief = Mischief.NONE
    wrong_pins: int = 0
    code: str = ""
    access_token: str = ""
    began: float = field(default_factory=time.monotonic)

    @property
    def signs(self) -> bool:
        return "sign" in self.asked["scope"].split()


@dataclass(slots=True)
class Requests:
    """All of them by their key; the oldest go first."""

    known: dict[str, Request] = field(default_factory=dict)

    def begin(self, asked: dict[str, str], mischief: Mischief) -> str:
        """A new one; says its key."""
        too_old = time.monotonic() - LIVES
        self.known = {key: one for key, one in self.known.items() if one.began > too_old}
        while len(self.known) >= MOST:
            del self.known[next(iter(self.known))]
        key = secrets.token_urlsafe(16)
        self.known[key] = Request(asked, mischief=mischief)
        return key

    def open(self, key: object) -> Request | None:
        """One that waits for a card or a PIN."""
        going = self.known.get(str(key))
        return None if going is None or going.code else going

    def of_code(self, code: str) -> Request | None:
        return next((one for one in self.known.values() if code and one.code == code), None)

    def of_token(self, bearer: str) -> Request | None:
        return next((one for one in self.known.values() if bearer and one.access_token == bearer), None)
