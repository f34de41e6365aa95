"""Handing over: a code on one screen lets a case go on at another, once and for a short time."""

import hashlib
from datetime import datetime, timedelta

from sagacity.kit import policy, serials
from sagacity.procedures.cases import facts, models, permits, refusals, types, writing
from sagacity.procedures.cases.types import LIVING, Happened, Way

HOLDS_FOR = timedelta(minutes=30)
LETTERS = 24  # 117 bits
PREFIX = "CASE:"  # so that a scanner knows what it has read; capitals make a small QR code


def hand_over(*, case: str, by: policy.Person, at: datetime) -> types.HandOver:
    """A code for one case: a resident shows it at a counter, a clerk to a colleague or on paper.

    Raises:
        NoSuchCase, NotAllowed, NotNow: there is no code.
    """
    with writing.held(case, at=at) as held:
        permits.demand_own_or_staff(
            by,
            permits.WORK,
            held.row,
            held.definition,
            level=min(held.definition.level, permits.HIGHEST_TO_WITHDRAW),
        )
        held.demand(LIVING, "hand_over")
        token = serials.random_letters(LETTERS)
        models.Token.objects.create(
            case=held.row, digest=_digest(token), made_at=at, expires_at=at + HOLDS_FOR
        )
        return types.HandOver(case, token, f"{PREFIX}{token}", at + HOLDS_FOR)


def accept_hand_over(*, token: str, by: policy.Person, at: datetime) -> types.Case:
    """Take a case over at a counter by its code; the member of staff has it in hand then.

    Raises:
        NoSuchHandOver: unknown, used, or over.
        NotAllowed: the case is of another division.
    """
    digest = _digest(token.strip().upper().removeprefix(PREFIX).replace("-", "").replace(" ", ""))
    found = models.Token.objects.filter(digest=digest).select_related("case").first()
    if found is None:
        raise refusals.NoSuchHandOver
    with writing.held(found.case.key, at=at) as held:
        permits.demand(by, permits.WORK, held.row, held.definition)
        unused = models.Token.objects.filter(pk=found.pk, used_at=None, expires_at__gt=at)
        if not unused.update(used_at=at):
            raise refusals.NoSuchHandOver
        takes = held.standing.is_ours
        body = {"assignee": by.key} if takes else {}
        held.write(Happened.HANDED_OVER, by=by, channel=Way.COUNTER, body=body)
        return facts.case(held.row)


def forget_old(*, at: datetime) -> int:
    """Codes that are used or over."""
    done, _ = models.Token.objects.filter(expires_at__lt=at - timedelta(days=1)).delete()
    return done


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
