"""Numbers of cases and documents: none left out, with a sign that tells a slip, readable however typed."""

import re
import secrets
import string
import unicodedata

from django.db import connection, models

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another
DIGITS, DIGITS_AND_CAPITALS = string.digits, string.digits + string.ascii_uppercase
_LONG_VOWEL = re.compile(r"(?<=[ぁ-ゖァ-ヺー])ー")
_DASH = re.compile(r"[‐‑‒–—―−─━ー]")
_KEPT = "\0"


def next_of(counter: type[models.Model], **of: str | int) -> int:
    """The next number of one kind in one year; in the transaction of what bears it, so none is left out.

    `counter` is a table with a unique row for `of` and the last number in `last`. One statement on both
    databases: who comes second waits for the first.
    """
    table, columns = counter._meta.db_table, ", ".join(of)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}, last) VALUES ({'%s, ' * len(of)}1) "
            f"ON CONFLICT ({columns}) DO UPDATE SET last = {table}.last + 1 RETURNING last",
            list(of.values()),
        )
        return int(cursor.fetchone()[0])


def check_sign(text: str, *, signs: str = DIGITS) -> str:
    """ISO 7064, hybrid system of that many signs: finds a wrong one and nearly every exchange of two."""
    rest = many = len(signs)
    for sign in text:
        rest = (rest + signs.index(sign)) % many or many
        rest = rest * 2 % (many + 1)
    return signs[(many + 1 - rest) % many]


def folded(typed: str) -> str:
    """As it is kept, however it was typed: width, spaces, small letters and kinds of dashes do not count."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", typed)).upper()
    return _DASH.sub("-", _LONG_VOWEL.sub(_KEPT, text)).replace(_KEPT, "ー")


def random_letters(count: int) -> str:
    """Letters that nobody guesses and nobody misreads, just under five bits each."""
    return "".join(secrets.choice(LETTERS) for _ in range(count))
