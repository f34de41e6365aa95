"""A text as its sentences, for rules that look at one at a time."""

import re

_END = re.compile(r"(?<=[。！？!?])|\n+")
_EXPLAINED = re.compile(r"〈[^〈〉]*〉")
_BETWEEN_WORDS = re.compile(r"[ \u3000]+")


def sentences(text: str) -> list[str]:
    """The sentences of a text without explanations and without the spaces between words."""
    return [
        one
        for part in _END.split(without_explanations(text))
        if (one := _BETWEEN_WORDS.sub("", part).strip())
    ]


def without_explanations(text: str) -> str:
    """A text without what stands in 〈 〉: an explanation may use the hard word it explains."""
    return _EXPLAINED.sub("", text)


def joined(text: str) -> str:
    """A text without explanations and spaces, so that a pattern sees 取り 消し as 取り消し."""
    return _BETWEEN_WORDS.sub("", without_explanations(text))
