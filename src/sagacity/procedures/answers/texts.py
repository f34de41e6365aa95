"""Text as people write it: kept sign for sign, with what cannot be seen or kept taken out or refused."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from sagacity.kit.japanese import my_number
from sagacity.procedures.answers.judging import Asked

SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"  # they follow a sign and choose its form
_JOINED = re.compile(f"[{SELECTORS}\u3099\u309a\u0300-\u036f]")
_VOICED = re.compile("[\u3041-\u3096\u30a1-\u30fa][\u3099\u309a]")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd\ufffe\uffff\ud800-\udfff]")
LONGEST = 4_000  # whatever a definition allows


def length(text: str) -> int:
    """How many signs a person sees: variants and marks belong to the sign before them."""
    return len(_JOINED.sub("", text))


def clean(value: str, *, lines: bool = False) -> str:
    """Sign for sign as given; only spaces around, the unseen, and kana cut in two are put right."""
    text = _UNSEEN.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
    text = _VOICED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    if not lines:
        text = re.sub(r"[\n\t]+", " ", text)
    return text.strip().strip("\u3000").strip()


def judge_text(asked: Asked, value: Any) -> Any:
    """One line."""
    text = readable(asked, value)
    return None if text is None else fitting(asked, clean(text))


def judge_long_text(asked: Asked, value: Any) -> Any:
    """Several lines."""
    text = readable(asked, value)
    return None if text is None else fitting(asked, clean(text, lines=True))


def readable(asked: Asked, value: Any, *at: int | str) -> str | None:
    """The text of a value, unless signs stand in it that nothing could print."""
    if not isinstance(value, str):
        asked.fault("not_text", *at)
        return None
    if _CONTROL.search(value):
        asked.fault("control_sign", *at)
        return None
    if _PRIVATE.search(value):
        asked.fault("private_sign", *at)
        return None
    if my_number.stands_in(value):
        asked.fault("forbidden_number", *at)
        return None
    return value


def parts(
    asked: Asked, value: Mapping[Any, Any], names: Sequence[str], *, longest: int
) -> dict[str, str] | None:
    """An answer of several short texts, each as given; nothing when one of them could not be printed."""
    found: dict[str, str] = {}
    for name in names:
        text = readable(asked, value.get(name) or "", name)
        if text is None:
            return None
        found[name] = clean(text)
        if length(found[name]) > longest:
            asked.fault("too_long", name, count=length(found[name]), most=longest)
    return found


def fitting(asked: Asked, text: str) -> str:
    """Length and pattern."""
    question, many = asked.question, length(text)
    most = min(question.most or LONGEST, LONGEST)
    if many > most or len(text) > 2 * LONGEST:
        asked.fault("too_long", count=many, most=most)
    elif question.least and many < question.least:
        asked.fault("too_short", count=many, least=question.least)
    elif question.pattern and not _matches(asked, question.pattern, text):
        asked.fault_said("not_as_asked", question.say)
    return text


def _matches(asked: Asked, pattern: str, text: str) -> bool:
    compiled = asked.judging.seen.get(pattern)
    if compiled is None:
        compiled = asked.judging.seen[pattern] = re.compile(pattern)
    return compiled.fullmatch(text) is not None
