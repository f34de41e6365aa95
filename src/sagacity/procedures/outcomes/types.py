"""Facts that leave outcomes: frozen, without database rows behind them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sagacity.procedures.api import Words


class Standing(StrEnum):
    """What a document is worth on a day."""

    VALID = "valid"
    REVOKED = "revoked"
    EXPIRED = "expired"
    CHANGED = "changed"  # a file: not as it was given out
    NOT_OURS = "not_ours"  # no such document of this city


@dataclass(frozen=True, slots=True)
class Document:
    """One document that was given out."""

    key: str
    number: str
    code: str
    register: str
    case: str
    case_number: str
    procedure: str
    version: str
    kind: str  # "certificate" | "permit" | "notice"
    title: Words
    division: str
    issued_at: datetime
    valid_until: date | None
    way: str  # "inbox" | "counter" | "post"
    handed_at: datetime | None
    prints: int
    revoked_at: datetime | None
    why: str
    replaces: str
    replaced_by: str
    is_purged: bool
    standing: Standing
    address: str  # of the page where anybody checks it


@dataclass(frozen=True, slots=True)
class Verdict:
    """What whoever checks a document is told: nothing of it tells who."""

    standing: Standing
    title: Words | None = None
    number: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    revoked_on: date | None = None
    is_replaced: bool = False
    of_file: bool = False  # a file was looked at, not only number and code


@dataclass(frozen=True, slots=True)
class Trouble:
    """A document that could not be made."""

    case: str
    case_number: str
    division: str
    kind: str
    characters: tuple[str, ...]
    began_at: datetime


@dataclass(frozen=True, slots=True)
class DocumentNews:
    """A document was given out or revoked; for whom is not in the news."""

    document: str
    number: str
    case: str
    procedure: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entries:
    """Some lines of the registers, and how many there are in all."""

    rows: tuple[Document, ...]
    total: int
