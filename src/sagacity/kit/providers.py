"""Outside parties: each is a provider that can say how it is; the health page asks them all."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """How an outside party or a part of the house is right now."""

    name: str
    ok: bool
    detail: str = ""


_checks: dict[str, Callable[[], Check]] = {}


def offer_check(name: str, check: Callable[[], Check]) -> None:
    """Add a check to the health page; called when a room opens."""
    _checks[name] = check


def check_all() -> list[Check]:
    """Ask every provider; one that raises is not well."""
    return [_ask(name, check) for name, check in sorted(_checks.items())]


def _ask(name: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except Exception as problem:
        return Check(name=name, ok=False, detail=f"{type(problem).__name__}: {problem}")
