"""The live door of conversations: pages hear that something happened, and ask for it by their own door.

What goes through it is a number: whoever listens without being one of the two learns nothing.
"""

import json
from collections.abc import Collection, Mapping

from sagacity.kit import live
from sagacity.messaging.conversation import models

PATH = "/live/conversation/"
ENDED = -1


class Ears(live.Listeners):
    """Pages of clerks and residents, by the ear of their conversation."""

    def __init__(self) -> None:
        super().__init__(path=PATH, is_there=_is_there, said=_version, editions=_editions)


def _is_there(ear: str) -> bool:
    return models.Conversation.objects.filter(ear=ear[:40]).exists()


def _version(ear: str) -> str:
    return json.dumps({"version": _editions([ear])[ear]})


def _editions(ears: Collection[str]) -> Mapping[str, object]:
    rows = models.Conversation.objects.filter(ear__in=ears).values_list("ear", "version")
    return {**dict.fromkeys(ears, ENDED), **dict(rows)}
