"""Keys: the URN of a thing, the same in database, API, QR code and link."""

import re
import uuid
from dataclasses import dataclass

PREFIX = "urn:ngsi-ld:"
# Keys and one-time numbers hold many digits by chance.
_OWN = re.compile(
    r"urn:ngsi-ld:[^\s/]+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32,}"
)
_KEY = re.compile(r"urn:ngsi-ld:(?P<kind>[A-Za-z][A-Za-z0-9]*):(?P<local>[^\s/?#<>\"']{1,200})")


class NotAKey(ValueError):
    """The text is no key of this city."""


@dataclass(frozen=True, slots=True)
class Key:
    kind: str
    local: str

    def __str__(self) -> str:
        return f"{PREFIX}{self.kind}:{self.local}"


def make(kind: str, local: str) -> str:
    """The key of a thing that already has a name of its own, such as a national id."""
    return str(parse(f"{PREFIX}{kind}:{local}"))


def new(kind: str) -> str:
    """A key for a thing that has no name yet."""
    return make(kind, uuid.uuid4().hex)


def parse(text: str) -> Key:
    """Take a key apart.

    Raises:
        NotAKey: the text does not have the form ``urn:ngsi-ld:<Kind>:<local>``.
    """
    found = _KEY.fullmatch(text)
    if found is None:
        raise NotAKey(text)
    return Key(kind=found["kind"], local=found["local"])


def left_out(text: str) -> str:
    """What else stands in a text: digits of the city's own keys and one-time numbers mean nothing."""
    return _OWN.sub(" ", text)
