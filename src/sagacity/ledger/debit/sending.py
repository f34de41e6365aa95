"""Letting a run go to the bank: proposed by one person, agreed to by another, and only as both saw it."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sagacity.identity import api as identity
from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.proposals import api as proposals
from sagacity.kit.written_through import written_through
from sagacity.ledger import models as ledger_models
from sagacity.ledger import payments
from sagacity.ledger.debit import facts, filing, models, plan, provider, runs, sealing, types
from sagacity.ledger.debit.bankers_file import writing
from sagacity.ledger.debit.types import MandateState, RunState
from sagacity.ledger.types import PaymentState

ACT = "ledger.debit.send"
RESULTS_COME = timedelta(days=60)  # after the day; then somebody asks the bank
PAGE = "/apps/debit/"
BATCH = 500


class Changed(Exception):
    """Not everything of the run can be taken any more; `bills` says which."""

    def __init__(self, bills: list[str]) -> None:
        super().__init__(f"{len(bills)} bills")
        self.bills = tuple(bills)


def offer() -> None:
    """Say that this act needs two people."""
    title = gettext_lazy("口座振替のファイルを銀行に送る")
    proposals.offer_act(
        proposals.Act(ACT, title, identity.DEBIT_COLLECT, identity.DEBIT_APPROVE, _say, _carry_out)
    )


def propose(*, run: str, reason: str, by: policy.Person, at: datetime) -> proposals.Proposal:
    """Ask a second person to let a run go.

    Raises:
        NoSuchRun, NotADraft, proposals.NotTheirs, proposals.NoReason: nothing was proposed.
    """
    said = runs.run(key=run)
    if said.state is not RunState.DRAFT:
        raise runs.NotADraft(run)
    payload = {"run": said.key, "digest": said.digest, "count": said.count, "total": said.total}
    return proposals.propose(act=ACT, thing=said.key, payload=payload, reason=reason, by=by, at=at)


def send(
    *, run: str, digest: str, by: policy.Person, at: datetime, approved_by: policy.Person | None = None
) -> types.Run:
    """Write the file, and let a payment of each bill begin, so that nobody pays it twice meanwhile.

    Raises:
        proposals.NeedsSecondPerson, NoSuchRun, NotADraft, Changed, DayOver, NoOffice,
            CannotWrite: nothing goes.
    """
    proposals.demand_two(by=by, approved_by=approved_by)
    with written_through(), transaction.atomic():
        row = runs.row_of(run, lock=True)
        if row.state != RunState.DRAFT:
            raise runs.NotADraft(run)
        if row.day <= clock.day(at):
            raise runs.DayOver(str(row.day))
        lines = list(row.lines.select_related("mandate").order_by("number"))
        if digest != row.digest or runs.digest_of(lines) != digest:
            raise Changed([])
        _begin_payments(row, lines, at)
        office = plan.plan().office
        content = writing.write(filing.of_run(row, lines), line_ends=office is None or office.line_ends)
        row.sealed = sealing.close_file(content, about=row.key)
        row.state, row.sent_at = RunState.SENT, at
        row.approved_by_name = approved_by.name if approved_by else by.name
        row.save()
        models.Mandate.objects.filter(pk__in=[one.mandate_id for one in lines]).update(is_known=True)
        said = {"count": row.count, "yen": row.total, "digest": row.digest}
        audit.record(actor=by, action="debit.send_run", thing=row.key, at=at, after=said)
        return facts.run(row)


def file(*, run: str, by: policy.Person, at: datetime) -> tuple[str, bytes]:
    """The file as it went, with its name; the look stands in the audit log.

    Raises:
        NoSuchRun: there is none of this key.
        BrokenSeal: it has not gone, or was let go after its time.
    """
    row = runs.row_of(run)
    content = sealing.file_of(row)
    audit.record(
        actor=by, action="debit.take_file", thing=row.key, purpose="銀行への送付", channel="desk", at=at
    )
    return filing.name_of(facts.run(row)), content


def _begin_payments(row: models.Run, lines: list[models.Line], at: datetime) -> None:
    """A payment under way for each bill, or nothing at all."""
    cannot, made = [], []
    expires = datetime.combine(row.day, time(), tzinfo=clock.JAPAN) + RESULTS_COME
    for some in batched(lines):
        owed = {bill.key: bill for bill in _held([line.bill for line in some])}
        taken = _with_money(owed.values())
        for line in some:
            bill = owed.get(line.bill)
            if bill is None or bill.pk in taken or not _can_be_taken(bill, line):
                cannot.append(line.bill)
                continue
            one = payments.new_row(bill, provider.KEY, provider.KEY, expires - at, at)
            one.state, one.back_to, one.reference = PaymentState.PENDING, PAGE, facts.customer(line)
            one.address = PAGE  # whoever wants to pay otherwise meanwhile is shown this payment
            line.payment = one.key
            made.append(one)
    if cannot:
        raise Changed(cannot)
    ledger_models.Payment.objects.bulk_create(made, batch_size=BATCH)
    models.Line.objects.bulk_update(lines, ["payment"], batch_size=BATCH)


def _held(keys: list[str]) -> "QuerySet[ledger_models.Bill]":
    """Bills, held in one order until the transaction ends: nobody pays them meanwhile."""
    return ledger_models.Bill.objects.select_for_update().filter(key__in=keys).order_by("pk")


def _with_money(some: Iterable[ledger_models.Bill]) -> set[int]:
    """Which of them are paid, in question, or being paid."""
    rows = ledger_models.Payment.objects.filter(bill__in=[one.pk for one in some], state__in=runs.WITH_MONEY)
    return set(rows.values_list("bill", flat=True))


def batched(lines: list[models.Line]) -> Iterator[list[models.Line]]:
    """Not too many at once for one question to the database."""
    return (lines[at : at + BATCH] for at in range(0, len(lines), BATCH))


def _can_be_taken(bill: ledger_models.Bill, line: models.Line) -> bool:
    mandate = line.mandate
    return (
        bill.cancelled_at is None
        and bill.amount == line.amount
        and bill.payer == mandate.payer != ""
        and mandate.state == MandateState.ACCEPTED
        and bool(mandate.sealed)
    )


def _say(payload: proposals.Payload) -> str:
    said = runs.run(key=payload["run"])
    return _("%(item)s、%(day)s に引き落とす %(count)s件・%(yen)s円") % {
        "item": plan.plan().item(said.item).name["ja"],
        "day": said.day.isoformat(),
        "count": f"{payload['count']:,}",
        "yen": f"{payload['total']:,}",
    }


def _carry_out(
    payload: proposals.Payload, *, by: policy.Person, approved_by: policy.Person, reason: str, at: datetime
) -> None:
    try:
        send(run=payload["run"], digest=payload["digest"], by=by, at=at, approved_by=approved_by)
    except runs.NoSuchRun:
        raise proposals.CannotBeDone(_("この回は捨てられました。")) from None
    except runs.NotADraft:
        raise proposals.CannotBeDone(_("この回は、もう送ることになっています。")) from None
    except runs.DayOver:
        raise proposals.CannotBeDone(_("引落日になりました。次の引落日で作り直してください。")) from None
    except filing.NoOffice:
        raise proposals.CannotBeDone(
            _("市のデータに、収納する口座（debit.toml の office）がありません。")
        ) from None
    except writing.CannotWrite as problem:
        said = {"record": problem.record, "title": problem.title}
        text = _("%(record)s番目のレコードの%(title)sが、銀行の形式で書けません。") % said
        raise proposals.CannotBeDone(text) from None
    except Changed as problem:
        text = _(
            "作ってから%(count)s件が変わりました（別の方法で払った、取り消した、口座振替をやめた）。作り直してください。"
        )
        raise proposals.CannotBeDone(text % {"count": len(problem.bills) or 1}) from None
