"""The code under the picture, for typing: five letters that name the card, five that change every 30 seconds.

Letters of Crockford's Base32, none of which can be taken for another; ten of them, never twelve digits,
so that nobody takes one for a 個人番号.
"""

import hashlib
import hmac
import secrets
import unicodedata

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
HALF = 5
STEP = 30  # seconds
_MISTAKEN = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "‐": None, "ー": None})
_ON_PAPER = b"paper"


def new_handle() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(HALF))


def code(*, handle: str, secret: bytes, at: int) -> str:
    """The code at a moment, in two halves."""
    return f"{handle}-{_half(secret, (at // STEP).to_bytes(8, 'big'))}"


def code_on_paper(*, handle: str, secret: bytes) -> str:
    """The code of a printed card, which never changes."""
    return f"{handle}-{_half(secret, _ON_PAPER)}"


def typed(text: str) -> tuple[str, str]:
    """The two halves of what somebody typed, also in wide letters; empty where it is no code."""
    said = unicodedata.normalize("NFKC", text).upper().translate(_MISTAKEN).strip()
    if len(said) != 2 * HALF or not set(said) <= set(LETTERS):
        return "", ""
    return said[:HALF], said[HALF:]


def is_now(half: str, *, secret: bytes, at: int) -> bool:
    """Whether the second half is of this moment, the step before or the one after."""
    steps = (at // STEP + shift for shift in (-1, 0, 1))
    return any(hmac.compare_digest(half, _half(secret, step.to_bytes(8, "big"))) for step in steps)


def is_on_paper(half: str, *, secret: bytes) -> bool:
    return hmac.compare_digest(half, _half(secret, _ON_PAPER))


def _half(secret: bytes, message: bytes) -> str:
    number = int.from_bytes(hmac.digest(secret, message, hashlib.sha256)[:4], "big")
    return "".join(LETTERS[(number >> (5 * place)) & 31] for place in range(HALF))
