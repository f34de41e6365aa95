"""Where an entity is not as its model wants it."""

from collections.abc import Callable
from dataclasses import dataclass

import orjson

from sagacity.broker.entity import Json

MISSING = "nothing"
_LONGEST = 60  # characters of a value that are shown
_KINDS = {
    "string": "a text", "number": "a number", "integer": "a whole number", "boolean": "true or false",
    "array": "a list", "object": "an object", "null": "null",
}  # fmt: skip
_FORMATS = {
    "date": "a date such as 2026-04-01",
    "time": "a time such as 09:00",
    "date-time": "a date and time such as 2026-04-01T09:00:00Z",
    "uri": "an address such as https://www.example.jp/",
    "email": "an e-mail address",
}


@dataclass(frozen=True, slots=True)
class Misfit:
    """``where``: the attribute, and the place inside its value (``address.postalCode``, ``departments[2]``).

    ``stands``: what is there, as it can be shown. ``rule`` and ``wanted``: the word of the schema that does
    not hold, and what it says.
    """

    where: str
    stands: str
    rule: str
    wanted: Json

    @property
    def attribute(self) -> str:
        return self.where.partition(".")[0].partition("[")[0]

    @property
    def expected(self) -> str:
        """What the model wants, in words."""
        return _SENTENCES[self.rule](self.wanted)

    def __str__(self) -> str:
        return f"{self.where}: {self.stands} stands there, expected is {self.expected}"


def shown(value: Json) -> str:
    """A value as it can stand in a sentence."""
    text = orjson.dumps(value).decode()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _kinds(wanted: Json) -> str:
    return " or ".join(_KINDS[one] for one in (wanted if isinstance(wanted, list) else [wanted]))


_SENTENCES: dict[str, Callable[[Json], str]] = {
    "required": lambda wanted: "a value: the model requires it",
    "additionalProperties": lambda wanted: "no such member",
    "type": _kinds,
    "const": shown,
    "enum": lambda wanted: f"one of {', '.join(map(shown, wanted))}",
    "pattern": lambda wanted: f"a text of the form {wanted}",
    "format": lambda wanted: _FORMATS[wanted],
    "minimum": lambda wanted: f"at least {wanted}",
    "maximum": lambda wanted: f"at most {wanted}",
    "minLength": lambda wanted: f"at least {wanted} characters",
    "maxLength": lambda wanted: f"at most {wanted} characters",
    "minItems": lambda wanted: f"at least {wanted} members",
    "maxItems": lambda wanted: f"at most {wanted} members",
    "uniqueItems": lambda wanted: "every member once",
    "x-ngsi": lambda wanted: f"a {wanted}" + (" (NGSIv2: geo:json)" if wanted == "GeoProperty" else ""),
}
