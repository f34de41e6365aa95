"""Facts that leave cards: a card, what a reader learns of it, keys and the list of ended cards."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """On what a card lives, and for whom."""

    DEVICE = "device"  # the holder's own phone
    CHILD = "child"  # a child's, on the phone of a parent
    PROXY = "proxy"  # of somebody cared for, on the phone of the carer
    WALLET = "wallet"  # in an app of somebody else's, as an SD-JWT VC
    PRINTED = "printed"  # on paper: a reference, never fresh


class Why(StrEnum):
    """Why a card ended before its last day."""

    LOST = "lost"
    OWN_WISH = "own_wish"
    SESSION = "session"  # its resident signed out on that phone, or was signed out there
    LEFT = "left"  # moved out or died
    ACCOUNT = "account"  # the account has ended or is no longer proven
    CITY = "city"  # by staff, whose reason stands beside it
    REPLACED = "replaced"  # another card on paper was printed
    CARRIAGE = "carriage"  # somebody may no longer carry it


@dataclass(frozen=True, slots=True)
class Card:
    """One card; who its holder is stays inside."""

    number: str
    kind: Kind
    resident: str  # whose phone carries it; empty on paper
    label: str
    kid: str  # the name of the key that signed it
    issued_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    why: str
    has_facts: bool
    renewed: bool  # another took its place; it stays valid

    def holds(self, at: datetime) -> bool:
        return self.ended_at is None and at < self.expires_at


@dataclass(frozen=True, slots=True)
class Facts:
    """What a card carries where the city has chosen the form for reading without a network."""

    name: str
    birth_date: date
    address: str


@dataclass(frozen=True, slots=True)
class IssuedCard:
    """A card as a phone takes it: the signed bytes, and the secret of its short codes (both base64url)."""

    card: Card
    token: str
    handle: str
    code_secret: str


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """A card for paper: the text of its picture, and the code under it."""

    card: Card
    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader learns: the card holds. `fresh` is false on paper: ask the birth date."""

    card: str
    kind: Kind
    fresh: bool
    shown_at: datetime | None
    expires_at: datetime
    facts: Facts | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose card it is, as keys; facts leave only from the register, with a purpose."""

    card: str
    inhabitant: str
    resident: str


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key with which readers check cards, from when on cards are signed with it, until when it is known."""

    kid: str
    x: str
    y: str
    starts_at: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class StatusList:
    """The first bytes of the ids of ended cards (base64url), and the whole as bytes signed by the city."""

    issuer: str
    made_at: datetime
    ended: tuple[str, ...]
    signed: str


@dataclass(frozen=True, slots=True)
class Carriage:
    """That a resident may carry somebody's card."""

    key: str
    resident: str
    kind: Kind
    label: str
    starts_on: date
    ends_on: date | None
    granted_by_name: str


@dataclass(frozen=True, slots=True)
class CardNews:
    """A card that was issued or has ended."""

    card: str
    kind: Kind
    resident: str
    inhabitant: str
    at: datetime
    why: str = ""
