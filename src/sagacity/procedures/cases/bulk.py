"""The same act on many cases: each by itself, so that one that cannot be done holds up no other."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sagacity.kit import policy
from sagacity.procedures.cases import deciding, refusals, types, work
from sagacity.procedures.cases.types import Decision, Problem

MOST = 500
REFUSALS: tuple[tuple[type[Exception], str], ...] = (
    (refusals.NoSuchCase, "no_such_case"),
    (refusals.NotAllowed, "not_allowed"),
    (refusals.SamePerson, "same_person"),
    (refusals.ChecksMissing, "checks_missing"),
    (refusals.NotNow, "not_now"),
    (refusals.ClientKeyTaken, "client_key_taken"),
    (refusals.OneAlready, "one_already"),
)


class TooMany(ValueError):
    """More cases than one press of a button may change."""


def take_many(
    *, cases: Sequence[str], by: policy.Person, at: datetime, client_key: str = ""
) -> list[Problem]:
    """Take many cases in hand."""
    return _each(cases, lambda key: work.take(case=key, by=by, at=at, client_key=_key(client_key, key)))


def pass_many(
    *,
    cases: Sequence[str],
    checks: Collection[str],
    by: policy.Person,
    at: datetime,
    stage: str = "",
    client_key: str = "",
) -> list[Problem]:
    """Finish one stage of many cases, with everything looked at in each."""
    return _each(
        cases,
        lambda key: deciding.pass_stage(
            case=key, checks=checks, by=by, at=at, stage=stage, client_key=_key(client_key, key)
        ),
    )


def decide_many(
    *,
    cases: Sequence[str],
    decision: Decision | str,
    by: policy.Person,
    at: datetime,
    reason: str = "",
    checks: Collection[str] = (),
    client_key: str = "",
) -> list[Problem]:
    """Decide many cases alike."""
    return _each(
        cases,
        lambda key: deciding.decide(
            case=key,
            decision=decision,
            reason=reason,
            checks=checks,
            by=by,
            at=at,
            client_key=_key(client_key, key),
        ),
    )


def _each(cases: Sequence[str], act: Callable[[str], types.Case]) -> list[Problem]:
    """What came of each, in the order they were named; an empty word is a good end."""
    wanted = list(dict.fromkeys(cases))
    if len(wanted) > MOST:
        raise TooMany(f"{len(wanted)} cases; {MOST} at most")
    return [_one(key, act) for key in wanted]


def _one(key: str, act: Callable[[str], types.Case]) -> Problem:
    try:
        act(key)
    except tuple(kind for kind, _ in REFUSALS) as refused:
        word = next(word for kind, word in REFUSALS if isinstance(refused, kind))
        return Problem(key, word, str(refused))
    return Problem(key)


def _key(client_key: str, case: str) -> str:
    """One press of a button is one wish for each case."""
    return f"{client_key}:{case[-32:]}" if client_key else ""
