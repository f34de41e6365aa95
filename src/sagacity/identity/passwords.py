"""Passwords of staff: long rather than odd, never a common one, never the login."""

import secrets
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sagacity.identity import models

if TYPE_CHECKING:
    from django.contrib.auth.password_validation import PasswordValidator

SHORTEST = 12
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # no l, o, 0, 1: people read these aloud
_RULES: "list[PasswordValidator]" = [
    MinimumLengthValidator(SHORTEST),
    CommonPasswordValidator(),
    NumericPasswordValidator(),
    UserAttributeSimilarityValidator(user_attributes=("login", "name")),
]


class WeakPassword(Exception):
    """The password is too easy to guess; the message says why, in words for the person who chose it."""


class WrongPassword(Exception):
    """The present password was not typed correctly."""


def generate() -> str:
    """A password that can be read aloud and is too long to guess (about 80 bits)."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


def check(password: str, row: models.StaffAccount) -> None:
    """Refuse a password that is too easy.

    Raises:
        WeakPassword: with every reason.
    """
    try:
        validate_password(password, user=row, password_validators=_RULES)
    except ValidationError as problem:
        raise WeakPassword(" ".join(problem.messages)) from problem


def change(row: models.StaffAccount, *, present: str, new: str) -> None:
    """Replace a password by its owner.

    Raises:
        WrongPassword, WeakPassword: nothing changed.
    """
    if not row.check_password(present):
        raise WrongPassword(_("いまのパスワードが違います。もう一度入力してください。"))
    check(new, row)
    row.set_password(new)
    row.save(update_fields=["password"])
