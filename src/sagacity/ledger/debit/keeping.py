"""What is kept of a person under direct debit: shown whole, let go with the account, and after its time."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from sagacity.ledger.debit import models, sealing
from sagacity.ledger.debit.types import MandateState, RunState, Why

REFUSED_KEPT = timedelta(days=90)  # to apply again, and for questions to the bank
ENDED_KEPT = timedelta(days=5 * 365)  # as long as money may be asked back: 地方自治法第236条
FILE_KEPT = timedelta(days=365)


def kept(person: str) -> dict[str, Any]:
    """Every mandate of this person, with the account in full."""
    rows = models.Mandate.objects.filter(payer=person).prefetch_related("item_rows").order_by("id")
    return {"mandates": [_told(row) for row in rows]} if person else {}


@transaction.atomic
def forget(person: str) -> None:
    """End what goes on, and take person and account off all of it; that bills were debited stays."""
    rows = models.Mandate.objects.filter(Q(payer=person) | Q(reach=person))
    for row in rows.select_for_update().filter(payer=person):
        if row.state not in {MandateState.REFUSED, MandateState.ENDED}:
            row.state, row.why = MandateState.ENDED, Why.RESIDENT
            row.item_rows.update(standing=models.Standing.OVER)
        row.payer, row.client_key = "", f"forgotten:{row.number}"
        row.save()
        row.item_rows.update(payer="")
        _empty(models.Mandate.objects.filter(pk=row.pk))
    rows.filter(reach=person).update(reach="")


def let_go(*, at: datetime) -> int:
    """Take accounts off mandates that are over long enough, drop refused ones, empty old files; how many."""
    over = models.Mandate.objects.exclude(sealed=b"").filter(
        state__in=[MandateState.REFUSED, MandateState.ENDED]
    )
    gone = _empty(over.filter(state=MandateState.REFUSED, ended_at__lt=at - REFUSED_KEPT))
    gone += _empty(over.filter(ended_at__lt=at - ENDED_KEPT))
    done = models.Run.objects.filter(state=RunState.DONE, done_at__lt=at - FILE_KEPT).exclude(sealed=b"")
    return gone + done.update(sealed=b"")


def _empty(rows: Any) -> int:
    return int(rows.update(sealed=b"", holder_print="", tail="", reach="", address=""))


def _told(row: models.Mandate) -> dict[str, Any]:
    said: dict[str, Any] = {
        "number": row.number,
        "items": [one.item for one in row.item_rows.all()],
        "bank": row.bank,
        "branch": row.branch,
        "state": row.state,
        "why": row.why,
        "applied_at": row.applied_at.isoformat(),
        "ended_at": row.ended_at.isoformat() if row.ended_at else None,
    }
    if row.sealed:
        account = sealing.account_of(row)
        said["account"] = {"kind": account.kind.value, "number": account.number, "holder": account.holder}
    return said
