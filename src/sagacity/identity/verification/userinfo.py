"""The four facts as the app says them: several forms are understood, one is kept."""

import re
from datetime import date
from typing import Any

from sagacity.identity.register import api as register
from sagacity.identity.verification import refusals, types
from sagacity.kit.japanese import my_number

_SEXES = {
    "1": "male", "2": "female", "3": "", "9": "", "0": "", "": "",
    "male": "male", "female": "female", "other": "", "unknown": "",
    "男": "male", "女": "female", "男性": "male", "女性": "female",
}  # fmt: skip
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_PARTS = ("region", "locality", "street_address")
LONGEST = 300


def read(said: dict[str, Any]) -> types.ProvenFacts:
    """Understand an answer; it is never logged, and no message repeats a part of it.

    Raises:
        FactsUnreadable: one of the four is missing, or is written in no known way.
    """
    name, address = _text(said.get("name"), "name"), _address(said.get("address"))
    return types.ProvenFacts(
        name=name,
        birth_date=_birth_date(said.get("birthdate")),
        sex=_sex(said.get("gender")),
        address=address,
        has_substitutes=register.holds_a_substitute(name) or register.holds_a_substitute(address),
    )


def _text(value: object, what: str) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST or my_number.stands_in(value):
        raise refusals.FactsUnreadable(what)
    return value.strip()


def _birth_date(value: object) -> date:
    found = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        return date(*(int(part) for part in found.groups())) if found else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> date:
    raise refusals.FactsUnreadable("birthdate")


def _sex(value: object) -> str:
    said = str(value).strip().lower() if isinstance(value, str | int) else None
    if said not in _SEXES:
        raise refusals.FactsUnreadable("gender")
    return _SEXES[said]


def _address(value: object) -> str:
    """A text, or an object as OpenID Connect Core 5.1.1 has it: the whole, or parts."""
    if not isinstance(value, dict):
        return _text(value, "address")
    if value.get("formatted"):
        return _text(value["formatted"], "address")
    return _text("".join(str(value.get(part) or "") for part in _PARTS), "address")
