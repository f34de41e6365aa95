"""What a certificate says once it is believed."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Purpose(StrEnum):
    """What a certificate is shown for."""

    AUTHENTICATE = "authenticate"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Trust:
    """Authorities that are believed; certificates between; lists of revoked ones. All DER."""

    roots: tuple[bytes, ...]
    chain: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class FourFacts:
    """What the signature certificate says of its holder."""

    name: str
    birth_date: date | None  # none where day or month is unknown
    sex: str  # "male" | "female" | ""
    address: str
    has_substitutes: bool  # a letter was replaced because it could not be written


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """A certificate that was believed, and which check was made: say it wherever the result is shown."""

    purpose: Purpose
    subject: str  # an opaque id, not a name
    serial: str  # changes at each renewal: keep it with its time, never as a key
    valid_from: datetime
    valid_until: datetime
    checked_at: datetime
    revocation_list_of: datetime  # when the list was made that does not name it
    four_facts: FourFacts | None = field(default=None)
