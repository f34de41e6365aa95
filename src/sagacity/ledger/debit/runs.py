"""Collection runs: everything of one item that is taken on one day, gathered before it goes."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from sagacity.kit import clock, keys, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.money import Yen
from sagacity.ledger import models as ledger_models
from sagacity.ledger.debit import facts, mandates, models, plan, types
from sagacity.ledger.debit.types import NewCode, Next, RunState, Try
from sagacity.ledger.types import UNDER_WAY, PaymentState

WITH_MONEY = [PaymentState.SETTLED.value, PaymentState.QUESTIONED.value, *[one.value for one in UNDER_WAY]]


class NoSuchRun(LookupError):
    """There is no run of this key."""


class NotADay(ValueError):
    """Nothing of this item is taken on this day."""


class DayOver(ValueError):
    """The day has come; the bank would take no file for it."""


class NothingDue(Exception):
    """No bill of anybody with a mandate is due."""


class RunExists(Exception):
    """There is a run of this item and day already; `run` is its key."""

    def __init__(self, run: str) -> None:
        super().__init__(run)
        self.run = run


class NotADraft(Exception):
    """The run has gone to the bank; it stays as it went."""


@dataclass(frozen=True, slots=True)
class Due:
    """One bill that a run takes."""

    bill: ledger_models.Bill
    mandate: models.Mandate

    @property
    def new_code(self) -> NewCode:
        if self.mandate.is_known:
            return NewCode.KNOWN
        return NewCode.CHANGED if self.mandate.changes else NewCode.FIRST


@dataclass(frozen=True, slots=True)
class Preview:
    """What a run would take, without making it."""

    item: str
    day: date
    try_: Try
    count: int
    total: Yen
    people: int
    banks: int
    new: int  # accounts the bank has not had in a file


def run(*, key: str) -> types.Run:
    """One run.

    Raises:
        NoSuchRun: there is none of this key.
    """
    return facts.run(row_of(key))


def runs(*, item: str = "", limit: int = 50, offset: int = 0) -> tuple[tuple[types.Run, ...], int]:
    """Runs, the latest day first, and how many there are."""
    rows = models.Run.objects.order_by("-day", "item")
    rows = rows.filter(item=item) if item else rows
    return tuple(facts.run(row) for row in rows[offset : offset + limit]), rows.count()


def lines(*, run: str, limit: int = 100, offset: int = 0, failed: bool = False) -> tuple[types.Line, ...]:
    """Lines of a run in the order of the file; perhaps only those that failed."""
    rows = models.Line.objects.filter(run__key=run).select_related("run", "mandate").order_by("number")
    rows = rows.exclude(result__in=["", types.Result.PAID]) if failed else rows
    return tuple(facts.line(row) for row in rows[offset : offset + limit])


def lines_of(*, bills: Iterable[str]) -> tuple[types.Line, ...]:
    """Every try to debit these bills, oldest first."""
    rows = models.Line.objects.filter(bill__in=list(bills)).select_related("run", "mandate")
    return tuple(facts.line(row) for row in rows.order_by("id"))


def preview(*, item: str, day: date, at: datetime) -> Preview:
    """What a run would take.

    Raises:
        NoSuchItem, NotADay, DayOver: there cannot be one.
    """
    try_ = _try_on(plan.plan().item(item), day, at)
    found = due(item=plan.plan().item(item), day=day, try_=try_)
    accounts = {one.mandate.pk: one.mandate for one in found}
    return Preview(
        item=item,
        day=day,
        try_=try_,
        count=len(found),
        total=Yen(sum(one.bill.amount for one in found)),
        people=len({one.bill.payer for one in found}),
        banks=len({one.bank for one in accounts.values()}),
        new=sum(not one.is_known for one in accounts.values()),
    )


def make(*, item: str, day: date, by: policy.Person, at: datetime) -> types.Run:
    """Gather what is due on a day into a draft; one for each item and day.

    Raises:
        NoSuchItem, NotADay, DayOver, NothingDue, RunExists: nothing was made.
    """
    wanted = plan.plan().item(item)
    try_ = _try_on(wanted, day, at)
    try:
        with transaction.atomic():
            return _make(wanted, day, try_, by, at)
    except IntegrityError as problem:
        there = models.Run.objects.filter(item=item, day=day).first()
        if there is None:
            raise NothingDue(item) from problem  # a bill went into another run at this moment
        raise RunExists(there.key) from problem


@transaction.atomic
def drop(*, run: str, by: policy.Person, at: datetime) -> None:
    """Throw a draft away, so that it can be gathered anew.

    Raises:
        NoSuchRun, NotADraft: it stays.
    """
    row = row_of(run, lock=True)
    if row.state != RunState.DRAFT:
        raise NotADraft(run)
    audit.record(actor=by, action="debit.drop_run", thing=row.key, at=at, before=_said(row))
    row.delete()


def due(*, item: types.Item, day: date, try_: Try) -> list[Due]:
    """Open bills of people with a mandate that this try is for, in the order of bank, branch and bill."""
    live = mandates.live_for(item=item.key).exclude(payer="")
    accounts = {row.payer: row for row in live}
    bills = (
        ledger_models.Bill.objects.filter(Q(due_on=None) | Q(due_on__lte=day))
        .filter(fee__in=item.fees, payer__in=live.values("payer"), cancelled_at=None)
        .exclude(payments__state__in=WITH_MONEY)
    )
    tried = _tried(bills)
    found = [
        Due(bill, accounts[bill.payer])
        for bill in bills.distinct()
        if bill.payer in accounts and tried.get(bill.key, "") == _WANTED[try_]
    ]
    return sorted(found, key=lambda one: (one.mandate.bank, one.mandate.branch, one.mandate.pk, one.bill.pk))


def digest_of(rows: Sequence[models.Line]) -> str:
    """What two people agree on: each bill, its amount and its account."""
    said = [[one.number, one.bill, one.amount, one.mandate.number, one.new_code] for one in rows]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def row_of(key: str, *, lock: bool = False) -> models.Run:
    rows = models.Run.objects.select_for_update() if lock else models.Run.objects.all()
    row = rows.filter(key=key).first()
    if row is None:
        raise NoSuchRun(key)
    return row


_WANTED = {Try.FIRST: "", Try.RERUN: Next.RERUN.value}


def _tried(bills: "QuerySet[ledger_models.Bill]") -> dict[str, str]:
    """By bill, what follows its last try; bills in a run that is not done wait there."""
    rows = models.Line.objects.filter(bill__in=bills.values("key")).order_by("id")
    return {
        bill: "waits" if is_open else step
        for bill, is_open, step in rows.values_list("bill", "is_open", "next_step")
    }


def _try_on(item: types.Item, day: date, at: datetime) -> Try:
    try_ = plan.try_on(item, day)
    if try_ is None:
        raise NotADay(f"{item.key} {day}")
    if day <= clock.day(at):
        raise DayOver(str(day))
    return try_


def _make(item: types.Item, day: date, try_: Try, by: policy.Person, at: datetime) -> types.Run:
    found = due(item=item, day=day, try_=try_)
    if not found:
        raise NothingDue(item.key)
    row = models.Run(
        key=keys.new("DebitRun"),
        item=item.key,
        day=day,
        try_no=try_,
        state=RunState.DRAFT,
        count=len(found),
        total=sum(one.bill.amount for one in found),
        client_code=item.client_code,
        made_by=by.key,
        made_by_name=by.name,
        made_at=at,
    )
    made = [
        models.Line(
            run=row,
            number=number,
            bill=one.bill.key,
            mandate=one.mandate,
            amount=one.bill.amount,
            new_code=one.new_code,
        )
        for number, one in enumerate(found, start=1)
    ]
    row.digest = digest_of(made)
    row.save(force_insert=True)
    models.Line.objects.bulk_create(made)
    audit.record(actor=by, action="debit.make_run", thing=row.key, at=at, after=_said(row))
    return facts.run(row)


def _said(row: models.Run) -> dict[str, object]:
    return {"item": row.item, "day": str(row.day), "count": row.count, "yen": row.total}
