"""Questions for a clerk: proven facts that the register does not find beyond doubt."""

from datetime import datetime, timedelta

from django.db import transaction

from sagacity.identity import api as identity
from sagacity.identity.accounts import api as accounts
from sagacity.identity.register import api as register
from sagacity.identity.verification import links, models, sealing, signals, types
from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit

KEPT = timedelta(days=90)
FOUR = frozenset({register.ColumnGroup.FOUR_FACTS})


class NoSuchQuestion(LookupError):
    """There is no question of this key that waits."""


class NotACandidate(ValueError):
    """The clerk chose somebody who was not among the candidates."""


def waiting() -> list[types.Question]:
    """What clerks have to decide, oldest first; no names."""
    return [as_fact(row) for row in models.Question.objects.waiting().order_by("asked_at", "id")]


def of_resident(resident: str) -> types.Question | None:
    """The last question about a resident, decided or not."""
    row = models.Question.objects.filter(resident=resident).order_by("-id").first()
    return as_fact(row) if row else None


@transaction.atomic
def ask(*, resident: str, proven: types.Proven, match: register.Match, at: datetime) -> types.Question:
    """Let a clerk decide; a newer card of the same resident replaces the facts that wait."""
    assert proven.facts is not None
    row = models.Question.objects.select_for_update().waiting().filter(resident=resident).first()
    row = row or models.Question(key=keys.new("VerificationQuestion"), resident=resident)
    row.kind, row.inhabitant, row.subject = match.kind, match.inhabitant, proven.subject
    row.sealed, row.asked_at = sealing.seal(proven.facts, for_key=row.key), at
    row.save()
    audit.record(actor=resident, action="verification.asked", thing=row.key, at=at)
    question = as_fact(row)
    signals.question_asked.announce(question)
    return question


def opened(*, key: str, by: policy.Person, purpose: str, at: datetime) -> types.Opened:
    """What the card says and whom the register knows with this birth date; each look is in the log first.

    Raises:
        NoSuchQuestion, register.NoPurpose, register.NotAllowed: nothing is shown.
    """
    row = _row(key)
    facts = sealing.opened(bytes(row.sealed), for_key=row.key)
    found = [
        register.facts(key=each, by=by, purpose=purpose, groups=FOUR, channel="desk", at=at)
        for each in _candidates(row, facts)
    ]
    if not found:
        _demand_purpose(by, purpose)
    with transaction.atomic(durable=True):
        audit.record(actor=by, action="verification.opened", thing=key, purpose=purpose, at=at)
    return types.Opened(as_fact(row), facts, tuple(found))


@transaction.atomic
def accept(*, key: str, inhabitant: str, by: policy.Person, reason: str, at: datetime) -> types.Question:
    """The clerk has found who it is: the account rises, and next time the card alone is enough.

    Raises:
        NoSuchQuestion, NotACandidate, register.NotAllowed, register.NoPurpose, accounts.AnotherInhabitant.
    """
    _demand_purpose(by, reason)
    row = _row(key, lock=True)
    if inhabitant not in _candidates(row, sealing.opened(bytes(row.sealed), for_key=row.key)):
        raise NotACandidate(inhabitant)
    accounts.raise_identity(
        resident=row.resident,
        inhabitant=inhabitant,
        how=accounts.Proof.CARD,
        level=accounts.Level.CARD,
        district=register.inhabitant(inhabitant).district,
        by=by,
        at=at,
    )
    links.keep(subject=row.subject, resident=row.resident, inhabitant=inhabitant, at=at)
    return _decide(row, True, by, reason, at)


@transaction.atomic
def reject(*, key: str, by: policy.Person, reason: str, at: datetime) -> types.Question:
    """The clerk cannot tell who it is; the resident is told to come to a counter.

    Raises:
        NoSuchQuestion, register.NotAllowed, register.NoPurpose: nothing changed.
    """
    _demand_purpose(by, reason)
    return _decide(_row(key, lock=True), False, by, reason, at)


def close(*, resident: str) -> None:
    """The resident was found after all: nothing is left to decide, and the facts go."""
    models.Question.objects.waiting().filter(resident=resident).delete()


def prune(*, at: datetime) -> int:
    """Facts that nobody decided in three months are erased; the resident may ask again."""
    return models.Question.objects.older_than(at - KEPT).delete()[0]


def as_fact(row: models.Question) -> types.Question:
    return types.Question(
        key=row.key,
        resident=row.resident,
        kind=register.MatchKind(row.kind),
        asked_at=row.asked_at,
        decided_at=row.decided_at,
        is_accepted=row.is_accepted,
    )


def _row(key: str, *, lock: bool = False) -> models.Question:
    rows = models.Question.objects.waiting()
    row = (rows.select_for_update() if lock else rows).filter(key=key).first()
    if row is None:
        raise NoSuchQuestion(key)
    return row


def _candidates(row: models.Question, facts: types.ProvenFacts) -> tuple[str, ...]:
    found = register.candidates(birth_date=facts.birth_date, sex=facts.sex)
    first = (row.inhabitant,) if row.inhabitant in found else ()
    return (*first, *(each for each in found if each != row.inhabitant))


def _demand_purpose(by: policy.Person, purpose: str) -> None:
    if not by.may(identity.VERIFICATION_DECIDE):
        raise register.NotAllowed(identity.VERIFICATION_DECIDE)
    register.demand_purpose(purpose)


def _decide(
    row: models.Question, is_accepted: bool, by: policy.Person, reason: str, at: datetime
) -> types.Question:
    row.decided_at, row.decided_by, row.is_accepted, row.sealed = at, by.key, is_accepted, b""
    row.save()
    action = "verification.accepted" if is_accepted else "verification.rejected"
    audit.record(actor=by, action=action, thing=row.key, purpose=reason, at=at)
    signals.question_decided.announce(types.Decided(row.key, row.resident, is_accepted))
    return as_fact(row)
