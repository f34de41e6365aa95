"""Facts that leave verification: what came of proving, and questions that wait for a clerk."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sagacity.identity.register import api as register


class Scope(StrEnum):
    """What is asked of the national authentication app; an act asks only for what it needs."""

    OPENID = "openid"
    NAME = "name"
    ADDRESS = "address"
    BIRTH_DATE = "birthdate"
    GENDER = "gender"
    SIGN = "sign"  # a document by the signature certificate


FOUR_FACTS = (Scope.OPENID, Scope.NAME, Scope.ADDRESS, Scope.BIRTH_DATE, Scope.GENDER)
TO_SIGN = (Scope.OPENID, Scope.SIGN)
AGAIN = (Scope.OPENID,)  # who was matched before is known by the number the app has for this city alone


@dataclass(frozen=True, slots=True)
class ProvenFacts:
    """Four facts that a certificate proves, in one form whatever form they came in."""

    name: str
    birth_date: date
    sex: str
    address: str
    has_substitutes: bool = False


@dataclass(frozen=True, slots=True)
class Proven:
    """Who came back from the app, and which check was made there."""

    subject: str  # a hash of issuer and pairwise number: tells that it is the same card holder, never who
    facts: ProvenFacts | None
    is_checked_for_revocation: bool
    at: datetime


class Result(StrEnum):
    """What came of proving."""

    VERIFIED = "verified"
    ASKED = "asked"  # a clerk decides


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the resident is told when they are back."""

    result: Result
    reason: str = ""  # which check was made, or why a clerk is asked
    next: str = ""
    need: int = 0
    signature: str = ""  # the key of the document that was signed, when one was


@dataclass(frozen=True, slots=True)
class Asked:
    """A document somebody is asked to sign, as they read it."""

    key: str
    resident: str
    act: str
    purpose: str
    document: str  # the words themselves; empty once they are signed or it is too late
    digest: str  # SHA-256 of the words in UTF-8, hexadecimal
    back: str  # the page where they had filled it in
    until: datetime
    signed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Signed:
    """That a resident signed this document with their card, and what was checked; no PIN ever comes here."""

    key: str
    act: str
    digest: str
    inhabitant: str
    serial: str  # of the certificate; changes at each renewal, so its time stands beside it
    serial_from: datetime
    serial_until: datetime
    revocation_list_of: datetime  # when the list was made that does not name it
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """Somebody whom the register does not find beyond doubt: a clerk decides."""

    key: str
    resident: str
    kind: register.MatchKind
    asked_at: datetime
    decided_at: datetime | None
    is_accepted: bool | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A question as a clerk sees it, after a purpose was said."""

    question: Question
    facts: ProvenFacts
    candidates: tuple[register.Facts, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A clerk has decided a question."""

    question: str
    resident: str
    is_accepted: bool
