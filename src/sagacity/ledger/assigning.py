"""Assigning: money in question that was meant for another bill counts for that one, by two people."""

from datetime import datetime

from django.db import transaction

from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.money import Yen
from sagacity.kit.proposals import api as proposals
from sagacity.kit.written_through import written_through
from sagacity.ledger import bills, books, facts, hearing, models, payments, signals, types
from sagacity.ledger.types import PaymentState


class NotInQuestion(Exception):
    """The money is in question no more, or never stood in the books."""


class NotThisBill(Exception):
    """The bill asks for another amount, or has a payment under way or money in question itself."""


def may_take(*, payment: str, limit: int = 20) -> tuple[types.Bill, ...]:
    """Open bills that ask for exactly what came; those of the same payer first, then newest first."""
    row = _row(payment)
    rows = models.Bill.objects.filter(amount=row.received or 0, cancelled_at=None).exclude(pk=row.bill_id)
    busy = models.Payment.objects.filter(
        state__in=[*types.UNDER_WAY, PaymentState.SETTLED, PaymentState.QUESTIONED]
    )
    rows = rows.exclude(pk__in=busy.values("bill")).prefetch_related("payments__refunds")
    same = rows.filter(payer=row.bill.payer).order_by("-id")[:limit] if row.bill.payer else ()
    found = {one.pk: one for one in (*same, *rows.order_by("-id")[:limit])}
    return tuple(facts.bill(one) for one in list(found.values())[:limit])


def assign(
    *,
    payment: str,
    bill: str,
    reason: str,
    by: policy.Person,
    at: datetime,
    approved_by: policy.Person | None = None,
) -> types.Payment:
    """Let money in question pay another open bill of exactly this amount; the payment that settles it.

    What its provider says of it afterwards (a charge-back, a refund) happens to that bill.

    Raises:
        NoSuchPayment, NoSuchBill, NotInQuestion, NotThisBill, BillIsPaid, BillIsCancelled,
        proposals.NeedsSecondPerson: it stays in question.
    """
    proposals.demand_two(by=by, approved_by=approved_by)
    first = _row(payment)
    with written_through(), transaction.atomic():
        here, there = bills.locked(first.bill.key), bills.locked(bill)
        row = here.payments.get(key=payment)
        if row.state != PaymentState.QUESTIONED or not row.transfer:
            raise NotInQuestion(payment)
        payments.refuse_if_done(there)
        busy = there.payments.filter(state__in=[*types.UNDER_WAY, PaymentState.QUESTIONED])
        if row.received != there.amount or busy.exists():
            raise NotThisBill(bill)
        made = _settled(row, there, at)
        row.state = PaymentState.ASSIGNED
        row.save()
        said = {"payment": payment, "bill": bill, "yen": made.amount}
        audit.record(
            actor=by, action="ledger.assign", thing=made.key, at=at, purpose=reason[:200], after=said
        )
        amount = Yen(made.amount)
        signals.bill_paid.announce(
            types.BillPaid(there.key, there.about, there.fee, made.key, amount, at=made.settled_at or at)
        )
        return facts.payment(made, bill=bill)


def _settled(row: models.Payment, bill: models.Bill, at: datetime) -> models.Payment:
    return models.Payment.objects.create(
        key=keys.new("Payment"),
        bill=bill,
        provider=row.provider,
        method=row.method,
        till=row.till,
        amount=bill.amount,
        state=PaymentState.SETTLED,
        came_from=row,
        reference=row.reference,
        started_at=at,
        expires_at=at,
        settled_at=at,
        transfer=books.assign(row, bill, at=at),
    )


def _row(payment: str) -> models.Payment:
    row = models.Payment.objects.filter(key=payment).select_related("bill").first()
    if row is None:
        raise hearing.NoSuchPayment(payment)
    return row
