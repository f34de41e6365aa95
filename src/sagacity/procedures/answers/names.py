"""Names and their readings: two parts, every sign as the family register may have it."""

import re
from collections.abc import Mapping
from typing import Any

from sagacity.kit.japanese import kana
from sagacity.procedures.answers import texts
from sagacity.procedures.answers.judging import Asked

PARTS = ("family", "given")
LONGEST = 60
_NOT_IN_NAMES = re.compile(r"[0-9０-９<>\[\]{}|\\^~_=+*&%$#@!?;:\"`]")
_KATAKANA = re.compile(r"[ァ-ヺーヽヾ・\s]+")


def judge_name(asked: Asked, value: Any) -> Any:
    """Family and given name; somebody with one name alone gives it as the family name."""
    parts = _parts(asked, value)
    if parts is None:
        return None
    for name, text in parts.items():
        if text and _NOT_IN_NAMES.search(text):
            asked.fault("not_in_names", name, sign=_NOT_IN_NAMES.search(text)[0])  # type: ignore[index]
    return parts


def judge_kana(asked: Asked, value: Any) -> Any:
    """The reading in full-width katakana, from whatever kana was typed."""
    parts = _parts(asked, value)
    if parts is None:
        return None
    read = {name: kana.to_katakana(text) for name, text in parts.items()}
    for name, text in read.items():
        if text and _KATAKANA.fullmatch(text) is None:
            asked.fault("not_kana", name)
    return read


def _parts(asked: Asked, value: Any) -> dict[str, str] | None:
    """Two texts; one text is cut at its first space."""
    if isinstance(value, str):
        family, _, given = texts.clean(value).replace("\u3000", " ").partition(" ")
        value = {"family": family, "given": given.strip()}
    if not isinstance(value, Mapping):
        asked.fault("not_text")
        return None
    parts = texts.parts(asked, value, PARTS, longest=LONGEST)
    if parts is not None and not parts["family"]:
        asked.fault("missing_part", "family")
    return parts
