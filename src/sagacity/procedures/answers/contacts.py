"""Where somebody is reached: telephone, mail, postcode, address."""

import re
from collections.abc import Mapping
from typing import Any

from sagacity.kit.japanese import phones, postcodes, widths
from sagacity.kit.japanese.reading import Reading
from sagacity.procedures.answers import texts
from sagacity.procedures.answers.judging import Asked

_MAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+"
)
PARTS = ("postcode", "town", "rest", "building")
LONGEST = 120


def judge_phone(asked: Asked, value: Any) -> Any:
    """With the dashes people know; without any where nobody can tell."""
    text = texts.readable(asked, value)
    if text is None:
        return None
    found = phones.parse(text)
    if not found.value or found.status is Reading.PROPOSED or found.extension:
        asked.fault("not_a_phone")
        return None
    return found.value


def judge_mail(asked: Asked, value: Any) -> Any:
    """One address, in narrow letters."""
    text = texts.readable(asked, value)
    if text is None:
        return None
    plain = widths.fold_codes(text)
    if _MAIL.fullmatch(plain) is None or len(plain) > 254 or ".." in plain:
        asked.fault("not_a_mail")
        return None
    return plain


def judge_postcode(asked: Asked, value: Any) -> Any:
    """840-0811."""
    text = texts.readable(asked, value)
    return None if text is None else _postcode(asked, text)


def judge_address(asked: Asked, value: Any) -> Any:
    """Postcode, town, the rest and the building, each as given."""
    if isinstance(value, str):
        value = {"town": value}
    if not isinstance(value, Mapping):
        asked.fault("not_text")
        return None
    parts = texts.parts(asked, value, PARTS, longest=LONGEST)
    if parts is None:
        return None
    if parts["postcode"]:
        parts["postcode"] = _postcode(asked, parts["postcode"], "postcode") or ""
    if not parts["town"]:
        asked.fault("missing_part", "town")
    return parts


def _postcode(asked: Asked, text: str, *at: str) -> str | None:
    found = postcodes.parse(text)
    if not found.value or found.status is Reading.PROPOSED:
        asked.fault("not_a_postcode", *at)
        return None
    return found.value
