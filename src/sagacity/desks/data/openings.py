"""What lies open to everyone: proposed by one person, opened by a second, closed by anyone at once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sagacity.broker import api as broker
from sagacity.desks.data import models
from sagacity.kit import policy
from sagacity.kit.audit import api as audit


class NoSuchProposal(Exception):
    """There is no such proposal, or it is decided."""


class SamePerson(Exception):
    """Whoever proposed to open it cannot decide it."""


class AskedAlready(Exception):
    """The same place waits for a decision."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody wants a place to lie open; ``reach`` says which, and of which types."""

    id: int
    reach: broker.Grant
    reason: str
    proposed_by: str
    proposed_by_name: str
    proposed_at: datetime


def waiting() -> list[Proposal]:
    """What a second person has to decide, the oldest first."""
    return [_fact(row) for row in models.OpenProposal.objects.filter(state="asked").order_by("id")]


def proposal(id_: int) -> Proposal:
    """Raises NoSuchProposal."""
    return _fact(_row(id_))


@transaction.atomic
def propose(*, reach: broker.Grant, reason: str, by: policy.Person, at: datetime) -> Proposal:
    """Ask that a place lie open.

    Raises:
        AskedAlready: the same place waits for a decision.
    """
    row, is_new = models.OpenProposal.objects.get_or_create(
        tenant=reach.tenant,
        path=reach.path,
        state="asked",
        defaults={
            "types": list(reach.types),
            "reason": reason,
            "proposed_by": by.key,
            "proposed_by_name": by.name,
            "proposed_at": at,
        },
    )
    if not is_new:
        raise AskedAlready
    _write_down("broker.open.asked", reach, by=by, at=at, purpose=reason)
    return _fact(row)


@transaction.atomic
def approve(*, proposal: int, by: policy.Person, at: datetime) -> None:
    """Open it: from now on anyone reads there without a key.

    Raises:
        SamePerson: whoever proposed it. NoSuchProposal: it is decided already.
    """
    row = _row(proposal, lock=True)
    if row.proposed_by == by.key:
        raise SamePerson
    reach = _decided(row, "opened", by=by, at=at)
    _write_down("broker.open.opened", reach, by=by, at=at, purpose=row.reason)
    broker.open_path(tenant=reach.tenant, path=reach.path, types=reach.types)


@transaction.atomic
def decline(*, proposal: int, why: str, by: policy.Person, at: datetime) -> None:
    """Leave it closed; whoever proposed it may take it back so, too.

    Raises:
        NoSuchProposal: it is decided already.
    """
    row = _row(proposal, lock=True)
    row.why = why
    reach = _decided(row, "declined", by=by, at=at)
    _write_down("broker.open.declined", reach, by=by, at=at, purpose=why)


@transaction.atomic
def close(*, tenant: str, path: str, by: policy.Person, why: str, at: datetime) -> None:
    """A key is needed there from now on. One person is enough: what should not be seen cannot wait."""
    _write_down("broker.open.closed", broker.Grant(tenant=tenant, path=path), by=by, at=at, purpose=why)
    broker.close_path(tenant=tenant, path=path)


def _decided(row: models.OpenProposal, state: str, *, by: policy.Person, at: datetime) -> broker.Grant:
    row.state, row.decided_by, row.decided_by_name, row.decided_at = state, by.key, by.name, at
    row.save()
    return _fact(row).reach


def _row(id_: int, *, lock: bool = False) -> models.OpenProposal:
    rows = models.OpenProposal.objects.select_for_update() if lock else models.OpenProposal.objects.all()
    row = rows.filter(pk=id_, state="asked").first()
    if row is None:
        raise NoSuchProposal(id_)
    return row


def _fact(row: models.OpenProposal) -> Proposal:
    reach = broker.Grant(tenant=row.tenant, path=row.path, types=tuple(row.types))
    return Proposal(row.pk, reach, row.reason, row.proposed_by, row.proposed_by_name, row.proposed_at)


def _write_down(action: str, reach: broker.Grant, *, by: policy.Person, at: datetime, purpose: str) -> None:
    thing = f"broker:{reach.tenant}:open:{reach.path}"
    after = {"types": list(reach.types)}
    audit.record(actor=by, action=action, thing=thing, at=at, purpose=purpose, after=after)
