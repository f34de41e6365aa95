"""Proposals: made by one person, decided by another, over after a week."""

import hashlib
import json
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.proposals import acts, models, types
from sagacity.kit.proposals.types import State

GOOD_FOR = timedelta(days=7)
KEPT = timedelta(days=3 * 365)
LONGEST = 200  # characters of a reason


class NoSuchProposal(LookupError):
    """There is no proposal of this key."""


class NotOpen(Exception):
    """It was decided, taken back, or nobody decided in time."""


class NoReason(ValueError):
    """Whoever proposes or refuses says why."""


class SamePerson(Exception):
    """Whoever proposed it, or whom it is about, cannot decide it."""


class NotTheirs(Exception):
    """The person may not propose this act, decide it, or take it back."""


def waiting_for(person: policy.Person, *, at: datetime) -> list[types.Proposal]:
    """What this person may decide now, the oldest first."""
    rows = models.Proposal.objects.filter(state=State.WAITING, until__gt=at, act__in=acts.decided_by(person))
    others = rows.exclude(proposed_by=person.key).exclude(thing=person.key)
    return [as_fact(row) for row in others.order_by("id")]


def made_by(person: policy.Person, *, limit: int = 20) -> list[types.Proposal]:
    """What this person proposed lately, newest first."""
    rows = models.Proposal.objects.filter(proposed_by=person.key).order_by("-id")[:limit]
    return [as_fact(row) for row in rows]


def latest(*, of: Collection[str], limit: int = 50) -> list[types.Proposal]:
    """What was proposed of these acts, decided or not, newest first."""
    rows = models.Proposal.objects.filter(act__in=of).order_by("-id")[:limit]
    return [as_fact(row) for row in rows]


def proposal(key: str) -> types.Proposal:
    """One proposal.

    Raises:
        NoSuchProposal: there is none of this key.
    """
    return as_fact(_row(key))


@transaction.atomic
def propose(
    *, act: str, thing: str, payload: types.Payload, reason: str, by: policy.Person, at: datetime
) -> types.Proposal:
    """Ask a second person; the same act with the same payload waits once.

    Raises:
        acts.NoSuchAct, NotTheirs, NoReason: nothing was proposed.
    """
    if not by.may(acts.act(act).proposes):
        raise NotTheirs(act)
    said = _reason(reason)
    digest = _digest(act, payload)
    models.Proposal.objects.filter(digest=digest, state=State.WAITING, until__lte=at).update(state=State.OVER)
    row, is_new = models.Proposal.objects.get_or_create(
        digest=digest,
        state=State.WAITING,
        defaults={
            "key": keys.new("Proposal"),
            "act": act,
            "thing": thing,
            "payload": dict(payload),
            "reason": said,
            "proposed_by": by.key,
            "proposed_by_name": by.name,
            "proposed_at": at,
            "until": at + GOOD_FOR,
        },
    )
    if is_new:
        _write_down("proposal.made", row, by=by, at=at, purpose=said)
    return as_fact(row)


@transaction.atomic
def approve(*, key: str, by: policy.Person, at: datetime) -> types.Proposal:
    """Say yes, and have it done in the same transaction.

    Raises:
        NoSuchProposal, NotOpen, NotTheirs, SamePerson, acts.CannotBeDone: nothing was done.
    """
    row = _decidable(key, by, at)
    _decide(row, State.APPROVED, by=by, at=at)
    _write_down("proposal.approved", row, by=by, at=at, purpose=row.reason)
    proposer = policy.Person(key=row.proposed_by, name=row.proposed_by_name, kind="staff")
    acts.act(row.act).carry_out(row.payload, by=proposer, approved_by=by, reason=row.reason, at=at)
    return as_fact(row)


@transaction.atomic
def refuse(*, key: str, why: str, by: policy.Person, at: datetime) -> types.Proposal:
    """Say no, and why.

    Raises:
        NoSuchProposal, NotOpen, NotTheirs, SamePerson, NoReason: nothing changed.
    """
    row = _decidable(key, by, at)
    row.why = _reason(why)
    _decide(row, State.REFUSED, by=by, at=at)
    _write_down("proposal.refused", row, by=by, at=at, purpose=row.why)
    return as_fact(row)


@transaction.atomic
def withdraw(*, key: str, by: policy.Person, at: datetime) -> types.Proposal:
    """Take one's own proposal back.

    Raises:
        NoSuchProposal, NotOpen, NotTheirs: nothing changed.
    """
    row = _open(key, at)
    if row.proposed_by != by.key:
        raise NotTheirs(key)
    _decide(row, State.WITHDRAWN, by=by, at=at)
    _write_down("proposal.withdrawn", row, by=by, at=at, purpose=row.reason)
    return as_fact(row)


def close_over(*, at: datetime) -> int:
    """End what nobody decided in time; says how many."""
    rows = list(models.Proposal.objects.filter(state=State.WAITING, until__lte=at))
    for row in rows:
        with transaction.atomic():
            row.state = State.OVER
            row.save(update_fields=["state"])
            _write_down("proposal.over", row, by=policy.SYSTEM, at=at, purpose=row.reason)
    return len(rows)


def forget(*, at: datetime) -> int:
    """Drop what was decided long ago; the audit log keeps its lines as long as the city keeps the log."""
    old = models.Proposal.objects.exclude(state=State.WAITING).filter(proposed_at__lt=at - KEPT)
    return old.delete()[0]


def as_fact(row: models.Proposal) -> types.Proposal:
    return types.Proposal(
        key=row.key,
        act=row.act,
        thing=row.thing,
        payload=row.payload,
        reason=row.reason,
        proposed_by=row.proposed_by,
        proposed_by_name=row.proposed_by_name,
        proposed_at=row.proposed_at,
        until=row.until,
        state=State(row.state),
        decided_by_name=row.decided_by_name,
        decided_at=row.decided_at,
        why=row.why,
    )


def _decidable(key: str, by: policy.Person, at: datetime) -> models.Proposal:
    row = _open(key, at)
    if not by.may(acts.act(row.act).decides):
        raise NotTheirs(key)
    if by.key in {row.proposed_by, row.thing}:
        raise SamePerson(key)
    return row


def _open(key: str, at: datetime) -> models.Proposal:
    row = _row(key, lock=True)
    if not as_fact(row).is_open(at):
        raise NotOpen(key)
    return row


def _row(key: str, *, lock: bool = False) -> models.Proposal:
    rows = models.Proposal.objects.select_for_update() if lock else models.Proposal.objects.all()
    row = rows.filter(key=key).first()
    if row is None:
        raise NoSuchProposal(key)
    return row


def _decide(row: models.Proposal, state: State, *, by: policy.Person, at: datetime) -> None:
    row.state, row.decided_by, row.decided_by_name, row.decided_at = state, by.key, by.name, at
    row.save()


def _write_down(action: str, row: models.Proposal, *, by: policy.Person, at: datetime, purpose: str) -> None:
    """About the same thing as the act, so that one look at the thing shows both people."""
    after = {"proposal": row.key, "act": row.act, "payload": row.payload}
    audit.record(
        actor=by, action=action, thing=row.thing, at=at, purpose=purpose, group=row.act[:40], after=after
    )


def _reason(text: str) -> str:
    if not text.strip():
        raise NoReason
    return text.strip()[:LONGEST]


def _digest(act: str, payload: types.Payload) -> str:
    said = json.dumps([act, payload], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
