"""Codes of invitations: made to be read out and typed, shown once; only their hashes are kept."""

import hashlib
import secrets

from sagacity.kit.japanese.widths import fold_codes

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that looks like another on paper
_GROUPS, _GROUP = 4, 4


def new() -> str:
    """Eighty bits in four groups."""
    return _grouped(_GROUPS)


def number() -> str:
    """A number to be said at a counter, in two groups; it names and opens nothing."""
    return _grouped(2)


def folded_number(said: str) -> str:
    """A number as it is kept, however it was typed."""
    letters = _letters(said)
    return f"{letters[:_GROUP]}-{letters[_GROUP : 2 * _GROUP]}"


def hashed(code: str) -> str:
    """Of the letters alone: people leave out hyphens and write small or wide letters."""
    return hashlib.sha256(f"family|{_letters(code)}".encode()).hexdigest()


def _grouped(groups: int) -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(_GROUP)) for _ in range(groups))


def _letters(said: str) -> str:
    return "".join(letter for letter in fold_codes(said).upper() if letter in LETTERS)
