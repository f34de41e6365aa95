"""Mandates, runs and lines as facts: what their rows say."""

from sagacity.kit.money import Yen
from sagacity.ledger.debit import models, types
from sagacity.ledger.debit.types import (
    AccountKind,
    MandateState,
    NewCode,
    Next,
    Result,
    RunState,
    Try,
    Why,
)


def mandate(row: models.Mandate) -> types.Mandate:
    items = sorted(row.item_rows.all(), key=lambda one: one.pk)
    return types.Mandate(
        key=row.key,
        number=row.number,
        payer=row.payer,
        reach=row.reach,
        items=tuple(one.item for one in items),
        live=tuple(one.item for one in items if one.standing == models.Standing.LIVE),
        bank=row.bank,
        branch=row.branch,
        tail=row.tail,
        kind=AccountKind(row.kind),
        state=MandateState(row.state),
        why=Why(row.why),
        reference=row.reference,
        address=row.address,
        language=row.language,
        applied_at=row.applied_at,
        at_bank_at=row.at_bank_at,
        decided_at=row.decided_at,
        ended_at=row.ended_at,
    )


def run(row: models.Run) -> types.Run:
    return types.Run(
        key=row.key,
        item=row.item,
        day=row.day,
        try_=Try(row.try_no),
        state=RunState(row.state),
        count=row.count,
        total=Yen(row.total),
        digest=row.digest,
        made_by_name=row.made_by_name,
        made_at=row.made_at,
        sent_at=row.sent_at,
        approved_by_name=row.approved_by_name,
        done_at=row.done_at,
        paid=row.paid,
        paid_yen=Yen(row.paid_yen),
        has_file=bool(row.sealed),
    )


def line(row: models.Line) -> types.Line:
    return types.Line(
        run=row.run.key,
        number=row.number,
        bill=row.bill,
        mandate=row.mandate.key,
        mandate_number=row.mandate.number,
        bank=row.mandate.bank,
        branch=row.mandate.branch,
        amount=Yen(row.amount),
        new_code=NewCode(row.new_code),
        result=Result(row.result) if row.result else None,
        next_=Next(row.next_step) if row.next_step else None,
        payment=row.payment,
        customer=customer(row),
    )


def customer(row: models.Line) -> str:
    """The 顧客番号 in the file: whose mandate, and which record; the same twice would be a mistake."""
    return f"{row.mandate.number}{row.number:08d}"
