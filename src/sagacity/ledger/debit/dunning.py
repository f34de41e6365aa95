"""What could not be debited: who is asked for it again, and how."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from sagacity.ledger import facts as ledger_facts
from sagacity.ledger import models as ledger_models
from sagacity.ledger import types as ledger_types
from sagacity.ledger.debit import facts, models, plan, runs, types
from sagacity.ledger.debit.types import Next, Try

BATCH = 500


@dataclass(frozen=True, slots=True)
class Owed:
    """A bill that was not debited and is still open."""

    line: types.Line
    bill: ledger_types.Bill
    item: str
    day: date  # of the try
    again_on: date | None  # when it is tried once more


def owed(*, item: str = "", step: Next | None = None) -> list[Owed]:
    """Everything that failed and is not paid otherwise, the oldest try first."""
    rows = models.Line.objects.filter(is_open=False, bill__in=_open().values("key")).exclude(next_step="")
    rows = rows.filter(run__item=item) if item else rows
    newest = _newest(rows.select_related("run", "mandate").order_by("run__day", "id"))
    return [one for one in newest if step in {None, one.line.next_}]


def owed_by(*, payer: str) -> list[Owed]:
    """The same of one resident."""
    if not payer:
        return []
    own = _open().filter(payer=payer).values("key")
    rows = models.Line.objects.filter(bill__in=own, is_open=False).exclude(next_step="")
    return list(_newest(rows.select_related("run", "mandate").order_by("run__day", "id")))


def _open() -> "QuerySet[ledger_models.Bill]":
    """Bills that nobody has paid, is paying, or cancelled."""
    rows = ledger_models.Bill.objects.filter(cancelled_at=None)
    return rows.exclude(payments__state__in=runs.WITH_MONEY)


def _bills(keys: list[str]) -> dict[str, ledger_types.Bill]:
    found: dict[str, ledger_types.Bill] = {}
    for at in range(0, len(keys), BATCH):
        rows = ledger_models.Bill.objects.filter(key__in=keys[at : at + BATCH])
        found |= {row.key: ledger_facts.bill(row) for row in rows.prefetch_related("payments__refunds")}
    return found


def _newest(rows: "QuerySet[models.Line]") -> Iterator[Owed]:
    """The last try of each bill."""
    last = {row.bill: row for row in rows}
    owed_bills = _bills(list(last))
    items = plan.plan().items
    for row in last.values():
        item = items.get(row.run.item)
        again = row.next_step == Next.RERUN and item
        again_on = plan.next_day(item, after=row.run.day, try_=Try.RERUN) if again and item else None
        yield Owed(facts.line(row), owed_bills[row.bill], row.run.item, row.run.day, again_on)
