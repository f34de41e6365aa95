"""Texts that are agreed to: rooms offer them; a text is known by a digest of the very words somebody saw."""

import hashlib
import json
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, override

from sagacity.identity.family import models, types

FORM = 1  # of what is digested; other words of the same text have another digest anyway


@dataclass(frozen=True, slots=True)
class Offered:
    """A text with one purpose, in every language of the city."""

    purpose: str
    group: str
    recipient: Promise | str
    title: Promise | str
    body: Promise | str
    days: int = 0
    level: int = 2  # what somebody has proven who agrees


class NoSuchPurpose(LookupError):
    """No room asks for consent to this."""


_offered: dict[str, Offered] = {}


def offer_text(
    *,
    purpose: str,
    group: str,
    recipient: Promise | str,
    title: Promise | str,
    body: Promise | str,
    days: int = 0,
    level: int = 2,
) -> None:
    """Say what a room asks consent to; call it in `AppConfig.ready`.

    One purpose, one text: who gets which columns (`group`) for what. `days` says for how long (0: until it is
    withdrawn), `level` what a resident has proven who agrees.
    """
    _offered[purpose] = Offered(purpose, group, recipient, title, body, days, level)


def offered(purpose: str) -> Offered:
    if purpose not in _offered:
        raise NoSuchPurpose(purpose)
    return _offered[purpose]


def text(purpose: str, *, language: str = "") -> types.Text:
    """The words as they stand now, in the reader's language.

    Raises:
        NoSuchPurpose: nobody asks for that.
    """
    said = offered(purpose)
    language = language or get_language() or "ja"
    with override(language):
        words = {"recipient": str(said.recipient), "title": str(said.title), "body": str(said.body)}
    fields = {"purpose": said.purpose, "group": said.group, "language": language, "days": said.days, **words}
    return types.Text(digest=_digest(fields), **fields)  # type: ignore[arg-type]


def kept(said: types.Text) -> models.AgreedText:
    """The row of these words: written when the first person agrees to them."""
    fields = {name: getattr(said, name) for name in types.Text.__slots__ if name != "digest"}
    row, _ = models.AgreedText.objects.get_or_create(digest=said.digest, defaults=fields)
    return row


def as_fact(row: models.AgreedText) -> types.Text:
    return types.Text(**{name: getattr(row, name) for name in types.Text.__slots__})


def _digest(fields: dict[str, object]) -> str:
    said = json.dumps({"form": FORM, **fields}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()
