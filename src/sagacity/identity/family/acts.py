"""Acts that somebody may do for another: rooms offer theirs, and nothing else can be delegated."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a delegate may do, as givers and delegates read it."""

    key: str
    title: Promise | str
    text: Promise | str
    level: int  # what the delegate has proven who does it
    takes_amount: bool
    at_counter: bool  # done by a clerk who sees the delegate
    path: str  # where a delegate does it, or ""


class NoSuchAct(LookupError):
    """No room lets this be done for another."""


_offered: dict[str, Act] = {}


def offer_act(
    *,
    key: str,
    title: Promise | str,
    text: Promise | str,
    level: int = 2,
    takes_amount: bool = False,
    at_counter: bool = False,
    path: str = "",
) -> None:
    """Say that a room lets this be done in another's name; call it in `AppConfig.ready`.

    The room's verb asks `acting_for` and says `policy.demand(by, level=…, act=key)`. `path` is the page on
    which a delegate does it.
    """
    _offered[key] = Act(key, title, text, level, takes_amount, at_counter, path)


def act(key: str) -> Act:
    """One act.

    Raises:
        NoSuchAct: nobody offers it.
    """
    if key not in _offered:
        raise NoSuchAct(key)
    return _offered[key]


def acts() -> list[Act]:
    """All that can be delegated, by key."""
    return [_offered[key] for key in sorted(_offered)]


def known(keys: Iterable[str]) -> list[Act]:
    """Those of a mandate that are still offered."""
    return [_offered[key] for key in keys if key in _offered]
