"""What people write about themselves, read the way it will be used."""

import re
from collections.abc import Callable
from dataclasses import replace

from sagacity.kit.japanese import kana, reaching, widths
from sagacity.reservations import refusals, types

LONGEST_NAME = 80
FEWEST_DIGITS = 4  # fewer are the number of a booking


def read(contact: types.Contact, *, asks: tuple[str, ...], must_be_reachable: bool) -> types.Contact:
    """The contact with its telephone number and address as they are dialled and written.

    Raises:
        BadContact: something that is needed is missing or cannot be read.
    """
    found = replace(
        contact,
        name=_line(contact.name),
        kana=kana.to_katakana(_line(contact.kana)),
        phone=_reached("phone", reaching.phone, contact.phone),
        mail=_reached("mail", reaching.mail, contact.mail),
    )
    needed = ["name", *(field for field in ("kana", "phone", "mail") if field in asks and must_be_reachable)]
    for field in needed:
        if not getattr(found, field):
            raise refusals.BadContact(field)
    if must_be_reachable and not (found.phone or found.mail):
        raise refusals.BadContact("phone")
    return found


def phone_key(phone: str) -> str:
    return re.sub(r"\D", "", phone)


def search_key(contact: types.Contact) -> str:
    """What a search for a name, a reading, a number or an address is compared with."""
    parts = (
        widths.compare_key(contact.name),
        kana.key(contact.kana),
        phone_key(contact.phone),
        contact.mail.casefold(),
    )
    return " ".join(part for part in parts if part)


def sort_key(contact: types.Contact) -> str:
    """Where a name stands in a list: by its reading, else as it is written."""
    return (kana.key(contact.kana) or widths.compare_key(contact.name))[:LONGEST_NAME]


def search_words(words: str) -> list[str]:
    """Each word in the forms under which it may stand in a search key."""
    return [word for word in re.split(r"[\s\u3000]+", words.strip()) if word]


def forms_of(word: str) -> set[str]:
    """A word as a name, as a reading, and as a part of a telephone number."""
    digits = re.sub(r"[\s\-ー()]", "", widths.fold_codes(word))
    if digits.isascii() and digits.isdigit():
        return {digits} if len(digits) >= FEWEST_DIGITS else set()
    found = {widths.compare_key(word), kana.key(word) if kana.is_kana(word) else ""}
    return {form for form in found if form}


def _line(text: str) -> str:
    return re.sub(r"[\s\u3000]+", " ", text).strip()[:LONGEST_NAME]


def _reached(field: str, read: Callable[[str], str], text: str) -> str:
    try:
        return read(text)
    except reaching.Unreadable as problem:
        raise refusals.BadContact(field, "unreadable") from problem
