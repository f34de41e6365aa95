"""Spare codes: for the day the telephone is gone. Told once, used once; only their hashes are kept."""

import base64
import secrets

from sagacity.kit.japanese.widths import fold_codes

ON_A_SHEET = 8


def new_sheet() -> tuple[str, ...]:
    """Eight codes to print or write down."""
    return tuple(new() for _ in range(ON_A_SHEET))


def new() -> str:
    """Eighty bits in four groups, without digits that look like letters."""
    letters = base64.b32encode(secrets.token_bytes(10)).decode()
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def plain(typed: str) -> str:
    """A code as it is hashed, however somebody typed it: small, wide, with gaps, 0 for O and 1 for I."""
    letters = fold_codes(typed).upper().translate(str.maketrans("01", "OI"))
    return "".join(letter for letter in letters if letter not in "- ")
