"""A telephone number and an address of mail as they are dialled and written, however somebody typed them."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sagacity.kit.japanese import phones, widths
from sagacity.kit.japanese.reading import Reading

_FINE = {Reading.GIVEN, Reading.REPAIRED}


class Unreadable(ValueError):
    """Nobody is reached by this."""


def phone(text: str) -> str:
    """A telephone number with its dashes; nothing stays nothing.

    Raises:
        Unreadable: it is no number, or one with an extension.
    """
    if not text.strip():
        return ""
    found = phones.parse(text)
    if found.status not in _FINE or found.extension:
        raise Unreadable(text)
    return found.value


def mail(text: str) -> str:
    """An address of mail in narrow letters; nothing stays nothing.

    Raises:
        Unreadable: it is no address.
    """
    plain = widths.fold_codes(text).replace(" ", "")
    if not plain:
        return ""
    try:
        validate_email(plain)
    except ValidationError as problem:
        raise Unreadable(text) from problem
    return plain
