"""Taking the bank's file of results: all of it fits the run that went out, or nothing is booked."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.money import Yen
from sagacity.kit.written_through import written_through
from sagacity.ledger import hearing
from sagacity.ledger import types as ledger_types
from sagacity.ledger.debit import facts, mandates, models, plan, provider, runs, sealing, signals, types
from sagacity.ledger.debit.bankers_file import reading
from sagacity.ledger.debit.bankers_file.records import BankersFile, Entry, Head
from sagacity.ledger.debit.types import MandateState, Next, Result, RunState, Try, Why
from sagacity.ledger.types import Outcome, PaymentState, Way

# What a result says of the mandate itself: the bank will take nothing from this account.
ENDS = {
    Result.NO_ACCOUNT: (MandateState.ENDED, Why.CLOSED),
    Result.STOPPED: (MandateState.ENDED, Why.STOPPED),
    Result.NO_FORM: (MandateState.REFUSED, Why.NO_FORM),
}
OUR_HEAD = ("client_code", "day", "bank", "branch", "account_kind", "account_number")


class NotThisRun(Exception):
    """The file is of another run, or says other things than went out; `code` and `record` say where."""

    def __init__(self, code: str, *, record: int = 0, found: str = "", wanted: str = "") -> None:
        super().__init__(f"{code} {record}")
        self.code, self.record, self.found, self.wanted = code, record, found, wanted


class NotSent(Exception):
    """The run has not gone to the bank; there can be no results."""


class AnotherResult(Exception):
    """Results of this run are booked, and this file says something else."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a file of results said, and what was done."""

    run: types.Run
    is_new: bool  # False: this very file was taken before, and nothing was done again
    counts: Mapping[Result, int]
    yen: Mapping[Result, int]
    questioned: int  # paid, but the bill was cancelled or paid otherwise: the money stands apart
    mandates: int  # that the bank will take no more from


def take(*, run: str, content: bytes, by: policy.Person, at: datetime) -> Report:
    """Book the results of a run: what was paid settles its bill, what was not is asked for again.

    Raises:
        NoSuchRun, BadFile, NotThisRun, NotSent, AnotherResult: nothing was booked.
    """
    said = reading.read(content)
    digest = hashlib.sha256(content.replace(b"\r\n", b"")).hexdigest()
    with written_through(), transaction.atomic():
        row = runs.row_of(run, lock=True)
        if row.state == RunState.DRAFT:
            raise NotSent(run)
        if row.state == RunState.DONE:
            if row.result_digest != digest:
                raise AnotherResult(run)
            return report(run=run)
        lines = list(row.lines.select_related("run", "mandate").order_by("number"))
        entries = _matched(row, lines, said)
        _book(row, lines, entries, by, at)
        row.state, row.done_at, row.result_digest = RunState.DONE, at, digest
        row.save()
        after = {"digest": digest, "paid": row.paid, "yen": row.paid_yen, "of": row.count}
        audit.record(actor=by, action="debit.take_results", thing=row.key, at=at, after=after)
        return report(run=run, is_new=True)


def report(*, run: str, is_new: bool = False) -> Report:
    """What the results of a run were.

    Raises:
        NoSuchRun: there is none of this key.
    """
    row = runs.row_of(run)
    counts: Counter[Result] = Counter()
    yen: Counter[Result] = Counter()
    for code, amount in row.lines.exclude(result="").values_list("result", "amount"):
        counts[Result(code)] += 1
        yen[Result(code)] += amount
    codes = [code.value for code in ENDS]
    ended = row.lines.filter(result__in=codes).values("mandate").distinct().count()
    return Report(facts.run(row), is_new, counts, yen, row.questioned, ended)


def _matched(row: models.Run, lines: list[models.Line], said: BankersFile) -> list[Entry]:
    """The results in the order of our lines.

    Raises:
        NotThisRun: something is not as it went out.
    """
    sent = _sent(row)
    _same_head(sent.head, said.head)
    by_customer = {one.customer: one for one in said.entries}
    if len(said.entries) != len(sent.entries):
        raise NotThisRun("count", found=f"{len(said.entries):,}", wanted=f"{len(sent.entries):,}")
    places = {one.customer: place for place, one in enumerate(said.entries, start=2)}
    for one in sent.entries:
        back = by_customer.get(one.customer)
        if back is None:
            raise NotThisRun("lacks", found=one.customer)
        if back.amount != one.amount:
            raise NotThisRun(
                "amount", record=places[one.customer], found=f"{back.amount:,}", wanted=f"{one.amount:,}"
            )
        if back.asked != one.asked:
            raise NotThisRun("account", record=places[one.customer], found=one.customer)
    return [by_customer[facts.customer(line)] for line in lines]


def _sent(row: models.Run) -> BankersFile:
    """What went out, from the file itself."""
    return reading.read(sealing.file_of(row), with_results=False)


def _same_head(ours: Head, theirs: Head) -> None:
    for name in OUR_HEAD:
        if getattr(ours, name) != getattr(theirs, name):
            raise NotThisRun(
                f"head_{name}", record=1, found=getattr(theirs, name), wanted=getattr(ours, name)
            )


def _book(
    row: models.Run, lines: Iterable[models.Line], entries: Iterable[Entry], by: policy.Person, at: datetime
) -> None:
    item = plan.plan().items.get(row.item)
    again_on = plan.next_day(item, after=row.day, try_=Try.RERUN) if item else None
    changed = []
    for line, entry in zip(lines, entries, strict=True):
        result = Result(entry.result)
        payment = _hear(line, result, at)
        line.result, line.is_open = result, False
        if result is Result.PAID:
            line.settled_at = at
            row.paid, row.paid_yen = row.paid + 1, row.paid_yen + line.amount
            row.questioned += payment.state is not PaymentState.SETTLED
        else:
            line.next_step = _next(row, result, again_on)
            _tell(line, result, again_on, at)
            _end_mandate(line.mandate_id, result, by, at)
        changed.append(line)
    fields = ["result", "is_open", "settled_at", "next_step"]
    models.Line.objects.bulk_update(changed, fields, batch_size=500)


def _hear(line: models.Line, result: Result, at: datetime) -> ledger_types.Payment:
    """The one verb that settles; a claim of the provider of direct debit, once for each line."""
    claim = ledger_types.Claim(
        provider=provider.KEY,
        event=f"debit:{line.payment}",
        payment=line.payment,
        outcome=Outcome.SETTLED if result is Result.PAID else Outcome.FAILED,
        amount=Yen(line.amount),
        currency=hearing.YEN,
        at=at,
        way=Way.FILE,
        reference=facts.customer(line),
        why="" if result is Result.PAID else f"debit_{result.value}",
    )
    return hearing.hear(claim=claim, at=at)


def _next(row: models.Run, result: Result, again_on: date | None) -> Next:
    """Once more where money was lacking, if there is a day for it; else by another way."""
    is_first = row.try_no == Try.FIRST
    return Next.RERUN if is_first and again_on and result is Result.NO_MONEY else Next.SLIP


def _tell(line: models.Line, result: Result, again_on: date | None, at: datetime) -> None:
    step = Next(line.next_step)
    day = again_on if step is Next.RERUN else None
    signals.debit_failed.announce(types.DebitFailed(line.bill, line.mandate.key, result, step, day, at))


def _end_mandate(pk: int, result: Result, by: policy.Person, at: datetime) -> None:
    if result not in ENDS:
        return
    row = models.Mandate.objects.select_for_update().get(pk=pk)
    if row.state == MandateState.ACCEPTED:
        state, why = ENDS[result]
        mandates.close(row, state=state, why=why, by=by, at=at)
