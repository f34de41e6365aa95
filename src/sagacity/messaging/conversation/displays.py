"""A display that shows few words: which, how large, and which way round."""

from collections.abc import Mapping
from typing import Any

from sagacity.messaging.conversation import types
from sagacity.messaging.conversation.shown import shown_last
from sagacity.messaging.conversation.types import Side

SHORT, MEDIUM = 24, 70  # letters that fit in the two largest sizes


def on_display(talk: types.Conversation, *, asked: Mapping[str, str]) -> dict[str, Any]:
    """What its template needs; `asked` may hold `mirror` and the `side` whose words are large."""
    side = Side.RESIDENT if asked.get("side") == Side.RESIDENT else Side.CLERK
    other = Side.CLERK if side is Side.RESIDENT else Side.RESIDENT
    first = shown_last(talk, of=side)
    return {
        "conversation": talk,
        "state": f"{talk.language}",
        "inner": "messaging_conversation/display_words.html",
        "first": first,
        "second": shown_last(talk, of=other),
        "size": _size(first.text if first else ""),
        "mirror": bool(asked.get("mirror")),
        "side": side.value,
    }


def _size(text: str) -> str:
    """Letters of Latin writing are half as wide."""
    wide = sum(1 if ord(letter) > 0x2E80 else 0.55 for letter in text)
    return "short" if wide <= SHORT else "medium" if wide <= MEDIUM else "long"
