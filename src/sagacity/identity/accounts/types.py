"""Facts that leave accounts: a resident, a level of the ladder, and news of both."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class Level(IntEnum):
    """How sure the city is who asks. The numbers are ours; they are not those of the national guideline."""

    NOTHING = 0
    CONTACT = 1  # reads mail at an address
    CARD = 2  # proven resident, on a browser or key of their own
    CERTIFICATE = 3  # My Number Card and PIN, a moment ago
    SIGNED = 4  # signed with the card, or seen face to face


class Proof(StrEnum):
    """How somebody proved who they are."""

    COUNTER = "counter"  # a member of staff saw person and document
    CARD = "card"  # user authentication certificate and PIN
    SIGNATURE = "signature"  # signature certificate


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody with an account; name, birth date and address are not here and leave only by a purpose."""

    key: str
    nickname: str
    verified: bool
    district: str  # key of a town, or ""
    inhabitant: str = ""  # never shown


@dataclass(frozen=True, slots=True)
class Verified:
    """A resident has proven who they are."""

    resident: str
    inhabitant: str
    how: Proof
    level: Level
    at: datetime


@dataclass(frozen=True, slots=True)
class Unverified:
    """What a resident had proven holds no longer; what stood on it ends."""

    resident: str
    inhabitant: str
    why: str  # "moved_out" | "died" | "elsewhere" (another account of the same person)
    at: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """An account has ended by its owner's wish; it may come back until `gone_at`, then it is erased."""

    resident: str
    at: datetime
    gone_at: datetime


class SignedOut(StrEnum):
    """How a session ended."""

    HERE = "here"  # by its resident, in this browser
    ELSEWHERE = "elsewhere"  # from another browser, such as that of a lost telephone
    SOMEBODY_ELSE = "somebody_else"  # another account signed in in this browser
    ACCOUNT = "account"  # with the account
    UNUSED = "unused"  # nobody used it for too long


@dataclass(frozen=True, slots=True)
class DeviceEnded:
    """A resident is no longer signed in in one browser: signed out, lost, or unused for too long."""

    resident: str
    device: str
    at: datetime
    why: SignedOut = SignedOut.UNUSED
