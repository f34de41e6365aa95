"""Asking the data-linkage platform without depending on it: what it does not say is left out, and told so."""

from collections.abc import Callable
from typing import TypeVar

from sagacity.broker import api as broker

T = TypeVar("T")


def ask(question: Callable[[], list[T]]) -> tuple[list[T], bool]:
    """What it answers, and whether it does not answer just now."""
    try:
        return question(), False
    except broker.Unreachable:
        return [], True
