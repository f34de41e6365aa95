"""The words of an utterance under the seal of the house, for as long as the visit lasts."""

import json
from collections.abc import Mapping
from typing import Any

from sagacity.kit import seals
from sagacity.messaging.conversation import models

_SEALER = seals.Sealer(purpose="conversation")
_LOST: Mapping[str, Any] = {"text": "…"}  # a key of the house was taken away in the middle of a visit


def seal(said: Mapping[str, Any], *, about: str) -> bytes:
    """Words as they may be kept, for one conversation."""
    return _SEALER.seal(json.dumps(said, ensure_ascii=False).encode(), about=about)


def opened(row: models.Utterance, *, about: str) -> Mapping[str, Any]:
    """The words of an utterance."""
    try:
        said: Mapping[str, Any] = json.loads(_SEALER.opened(bytes(row.sealed), about=about))
    except seals.BrokenSeal:
        return _LOST
    return said


def renew() -> int:
    """Put the words of running conversations under the key of now; says how many."""
    many = 0
    for row in models.Utterance.objects.select_related("conversation"):
        if fresh := _SEALER.renewed(bytes(row.sealed), about=row.conversation.key):
            models.Utterance.objects.filter(pk=row.pk).update(sealed=fresh)
            many += 1
    return many
