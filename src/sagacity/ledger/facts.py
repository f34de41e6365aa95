"""Bills and payments as facts: what their rows say, and the state that follows from them."""

from sagacity.kit.money import Yen
from sagacity.ledger import models, types
from sagacity.ledger.fees import cases
from sagacity.ledger.types import BillState, PaymentState, RefundState


def bill(row: models.Bill) -> types.Bill:
    payments = tuple(
        payment(one, bill=row.key) for one in sorted(row.payments.all(), key=lambda each: each.pk)
    )
    return types.Bill(
        key=row.key,
        payer=row.payer,
        fee=row.fee,
        about=row.about,
        title=row.title,
        amount=Yen(row.amount),
        lines=tuple(types.BillLine(one["name"], Yen(one["yen"]), one["count"]) for one in row.lines),
        tax_percent=row.tax_percent,
        rule_version=row.rule_version,
        division=row.division,
        fiscal_year=row.fiscal_year,
        due_on=row.due_on,
        created_at=row.created_at,
        state=_state(row, payments),
        payments=payments,
        transfer=row.transfer,
        case=None if row.case is None else cases.read(row.case),
    )


def payment(row: models.Payment, *, bill: str = "") -> types.Payment:
    refunded = sum(one.amount for one in row.refunds.all() if one.state == RefundState.DONE)
    return types.Payment(
        key=row.key,
        bill=bill or row.bill.key,
        provider=row.provider,
        method=row.method,
        amount=Yen(row.amount),
        state=PaymentState(row.state),
        why=row.why,
        received=None if row.received is None else Yen(row.received),
        reference=row.reference,
        address=row.address,
        number=row.number,
        back_to=row.back_to,
        till=row.till,
        started_at=row.started_at,
        expires_at=row.expires_at,
        settled_at=row.settled_at,
        refunded=Yen(refunded),
        transfer=row.transfer,
        assigned_to=row.went_to.get().key if row.state == PaymentState.ASSIGNED else "",
        assigned_from=row.came_from.key if row.came_from else "",
    )


def origin(row: models.Payment) -> models.Payment:
    """The payment under which its provider knows the money: another one, where staff assigned it."""
    return row.came_from or row


def refund(row: models.Refund) -> types.Refund:
    return types.Refund(
        key=row.key,
        payment=row.payment.key,
        amount=Yen(row.amount),
        reason=row.reason,
        state=RefundState(row.state),
        why=row.why,
        asked_at=row.asked_at,
        done_at=row.done_at,
    )


def _state(row: models.Bill, payments: tuple[types.Payment, ...]) -> BillState:
    paid = next((one for one in payments if one.state is PaymentState.SETTLED), None)
    if paid is None:
        return BillState.CANCELLED if row.cancelled_at else BillState.OPEN
    if not paid.refunded:
        return BillState.PAID
    return BillState.REFUNDED if paid.refunded == paid.amount else BillState.PART_REFUNDED
