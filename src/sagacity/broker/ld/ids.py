"""Ids: NGSI-LD wants addresses (URIs), NGSIv2 takes any word; both name the same row."""

import re

from sagacity.broker.entity import Entity
from sagacity.broker.refusals import BadRequest

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.ASCII)
_URN = "urn:ngsi-ld:"


def is_uri(text: str) -> bool:
    """Whether an id can be shown as it is."""
    return _URI.fullmatch(text) is not None


def shown(entity: Entity) -> str:
    """The id of a row in NGSI-LD: ``Room1`` of type Room is ``urn:ngsi-ld:Room:Room1``."""
    return entity.id if is_uri(entity.id) else f"{_URN}{entity.type}:{entity.id}"


def checked(text: object) -> str:
    """An id a caller gave, or BadRequest."""
    if not isinstance(text, str) or not is_uri(text):
        raise BadRequest(f"{text!r} is no id: NGSI-LD wants an address such as urn:ngsi-ld:Room:1")
    return text


def kept_as(shown_id: str) -> tuple[str, ...]:
    """The ids a row may be kept under: as shown, or (written by NGSIv2) as the last part of the urn."""
    short = _short(shown_id)
    return (shown_id, short[1]) if short else (shown_id,)


def fits(entity: Entity, shown_id: str) -> bool:
    """Whether a row found under one of ``kept_as`` is the one meant."""
    return shown(entity) == shown_id


def _short(shown_id: str) -> tuple[str, str] | None:
    if not shown_id.startswith(_URN):
        return None
    kind, colon, rest = shown_id[len(_URN) :].partition(":")
    return (kind, rest) if colon and rest and not is_uri(rest) else None
