"""Easy Japanese (やさしい日本語): rules that warn its writers and never stop them."""

from sagacity.messaging.easy.rules import RULES
from sagacity.messaging.types import EasyWarning

__all__ = ["easy_warnings"]


def easy_warnings(text: str) -> list[EasyWarning]:
    """What in a text many readers will not understand, and what to write instead, rule by rule."""
    found = [warning for rule in RULES for warning in rule(text)]
    return list(dict.fromkeys(found))
