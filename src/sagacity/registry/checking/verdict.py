"""What reading one cell came to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sagacity.registry.types import Outcome, Status


@dataclass(frozen=True, slots=True)
class Finding:
    """What is to say about a cell; becomes a message once row and heading are known."""

    outcome: Outcome
    rule: str
    expected: str
    action: str
    proposal: Mapping[str, Any] | None = None  # column → value; "" stands for the column itself


@dataclass(frozen=True, slots=True)
class Verdict:
    value: Any  # None = nothing to keep
    status: Status
    finding: Finding | None = None


Reader = Callable[[str], Verdict]
MISSING = Verdict(None, Status.MISSING)


def given(value: Any) -> Verdict:
    """It stands there as it should."""
    return Verdict(value, Status.GIVEN)


def repaired(value: Any, rule: str, expected: str, action: str) -> Verdict:
    """Written otherwise, but it can mean only this."""
    return Verdict(value, Status.REPAIRED, Finding(Outcome.REPAIRED, rule, expected, action))


def noted(value: Any, rule: str, expected: str, action: str) -> Verdict:
    """Kept as it stands; worth a line."""
    return Verdict(value, Status.GIVEN, Finding(Outcome.APPLIED, rule, expected, action))


def asked(
    rule: str, expected: str, action: str, *, keep: Any = None, propose: Mapping[str, Any] | None = None
) -> Verdict:
    """A person has to say; `keep` is what "as it stands" means, `propose` what "accept" puts in place."""
    status = Status.MISSING if keep is None else Status.GIVEN
    return Verdict(keep, status, Finding(Outcome.CONFIRM, rule, expected, action, propose))


def refused(rule: str, expected: str, action: str) -> Verdict:
    """The row cannot be taken in."""
    return Verdict(None, Status.MISSING, Finding(Outcome.REFUSED, rule, expected, action))
