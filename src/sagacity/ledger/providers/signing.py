"""Signatures of a provider: HMAC-SHA256 over a time and a body, good for five minutes."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from sagacity.ledger.providers.base import Forged

HEADER = "Payment-Signature"
WINDOW = 300  # seconds, before and after


def sign(secret: str, body: bytes, *, at: datetime) -> str:
    """The header: `t=<seconds>,v1=<hex>`."""
    seconds = int(at.timestamp())
    return f"t={seconds},v1={_digest(secret, seconds, body)}"


def verify(secret: str, header: str, body: bytes, *, at: datetime) -> None:
    """Believe a body.

    Raises:
        Forged: no signature, a wrong one, or one of another time.
    """
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    said = parts.get("t", "")
    if not (said.isascii() and said.isdigit() and len(said) <= 12):
        raise Forged("no signature")
    if not hmac.compare_digest(parts.get("v1", "").encode(), _digest(secret, int(said), body).encode()):
        raise Forged("a wrong signature")
    if abs(at.timestamp() - int(said)) > WINDOW:
        raise Forged("a signature of another time")


def query_with_signature(secret: str, said: Mapping[str, str], *, at: datetime) -> str:
    """A query that a browser carries."""
    return urlencode({**said, "signature": sign(secret, _body(said), at=at)})


def verify_query(secret: str, query: Mapping[str, str], *, at: datetime) -> None:
    """Believe what a browser brings.

    Raises:
        Forged: no signature, a wrong one, or one of another time.
    """
    said = {name: value for name, value in query.items() if name != "signature"}
    verify(secret, query.get("signature", ""), _body(said), at=at)


def _body(said: Mapping[str, str]) -> bytes:
    return urlencode(sorted(said.items())).encode()


def _digest(secret: str, seconds: int, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
