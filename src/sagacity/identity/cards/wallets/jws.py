"""Compact signatures (RFC 7515) by one algorithm, ES256; what a token says of it is only checked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sagacity.identity.cards.tokens import refusals, signing

ALGORITHM = "ES256"
LARGEST = 16 * 1024


@dataclass(frozen=True, slots=True)
class Token:
    """A token that was taken apart and is not yet believed."""

    header: dict[str, Any]
    claims: dict[str, Any]
    signed: bytes
    signature: bytes


def made(claims: Mapping[str, Any], *, header: Mapping[str, Any], private: signing.Private) -> str:
    """The claims signed."""
    head = written({"alg": ALGORITHM, **header})
    signed = f"{head}.{written(claims)}"
    return f"{signed}.{signing.padless(signing.sign(private, signed.encode()))}"


def read(text: str, *, kind: str) -> Token:
    """Take a token apart; `kind` is the type that its header must name.

    Raises:
        Malformed: it is none, of another kind, or wants another algorithm.
    """
    parts = text.split(".")
    if len(parts) != 3 or len(text) > LARGEST or not text.isascii():
        raise refusals.Malformed("three parts were expected")
    header, claims = (said(part) for part in parts[:2])
    if header.get("alg") != ALGORITHM or header.get("typ") != kind or "crit" in header:
        raise refusals.Malformed("header")
    return Token(header, claims, f"{parts[0]}.{parts[1]}".encode(), signing.unpadded(parts[2]))


def demand_signature(token: Token, public: signing.Public) -> None:
    """See that a key has signed a token.

    Raises:
        BadSignature: it has not.
    """
    if not signing.fits(public, token.signature, token.signed):
        raise refusals.BadSignature


def written(value: object) -> str:
    said = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return signing.padless(said.encode())


def said(part: str) -> dict[str, Any]:
    """A JSON object in base64url.

    Raises:
        Malformed: it is none.
    """
    try:
        value = json.loads(signing.unpadded(part))
    except (ValueError, RecursionError) as problem:
        raise refusals.Malformed("JSON") from problem
    if not isinstance(value, dict):
        raise refusals.Malformed("an object was expected")
    return value


def number(claims: Mapping[str, Any], name: str) -> int:
    """A claim that is a whole number.

    Raises:
        Malformed: it is none.
    """
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise refusals.Malformed(name)
    return value
