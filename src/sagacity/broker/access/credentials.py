"""Secrets of keys: long random texts, of which only a hash and the first characters are kept."""

import hashlib
import secrets
from dataclasses import dataclass

SHOWN = 10  # characters that stay visible, so that a holder can tell keys apart


@dataclass(frozen=True, slots=True)
class Credential:
    """What is handed over once (``secret``) and what is kept."""

    id: str
    secret: str
    prefix: str
    hash: str


def make() -> Credential:
    """A new one; 256 random bits need no slow hash, nobody can try them out."""
    secret = "sgk_" + secrets.token_urlsafe(32)
    return Credential(new_id(), secret, secret[:SHOWN], digest(secret))


def new_id() -> str:
    """The number of a key."""
    return secrets.token_hex(8)


def digest(secret: str) -> str:
    """The hash under which a secret is found."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
