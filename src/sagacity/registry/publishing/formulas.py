"""Values that a spreadsheet would take for a formula."""

import re

_STARTS_A_FORMULA = ("=", "@", "+", "-", "\t", "\r", "＝", "＠", "＋", "－")
_HARMLESS = re.compile(r"[+\-＋－][\d.,()\s\-]*")  # numbers, telephone numbers, a bare mark


def is_risky(text: str) -> bool:
    """Whether a spreadsheet might run the value as a formula."""
    return text.startswith(_STARTS_A_FORMULA) and _HARMLESS.fullmatch(text) is None


def defused(text: str) -> str:
    """The value with an apostrophe before it when a spreadsheet might run it."""
    return f"'{text}" if is_risky(text) else text
