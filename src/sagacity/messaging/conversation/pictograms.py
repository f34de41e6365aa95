"""Pictograms of phrases: our own drawings, in `static/messaging_conversation/pictograms.svg`."""

import re
from pathlib import Path

SPRITE = "messaging_conversation/pictograms.svg"


def _drawn() -> frozenset[str]:
    sprite = Path(__file__).parent / "static" / SPRITE
    return frozenset(re.findall(r'<symbol id="([a-z]+)"', sprite.read_text("utf-8")))


NAMES = _drawn()
