"""Hearing what a provider says: the only verb by which a payment is settled, however the city came to know.

It may be called in any order and any number of times: of two claims the one that counts more stays
(`types.RANKS`), money moves under client keys of its own, and news is told when a state changes, which
happens once.
"""

from datetime import datetime

from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.money import Yen
from sagacity.kit.written_through import written_through
from sagacity.ledger import bills, books, facts, models, questions, returning, signals, transfers, types
from sagacity.ledger.types import RANKS, Effect, Outcome, PaymentState, RefusedKind

YEN = "JPY"
_ENDS = {
    Outcome.PENDING: PaymentState.PENDING,
    Outcome.FAILED: PaymentState.FAILED,
    Outcome.EXPIRED: PaymentState.EXPIRED,
}


class NoSuchPayment(LookupError):
    """There is no payment of this key with this provider."""


def hear(*, claim: types.Claim, at: datetime) -> types.Payment:
    """Take a provider's word, once; the payment as it is now. When this returns, it is on the disk.

    Raises:
        NoSuchPayment: nothing of this key is paid with this provider.
    """
    with written_through(), transaction.atomic():
        found = models.Payment.objects.filter(key=claim.payment, provider=claim.provider)
        bill_key = found.values_list("bill__key", flat=True).first()
        if bill_key is None:
            raise NoSuchPayment(claim.payment)
        bill = bills.locked(bill_key)
        told_of = row = bill.payments.get(key=claim.payment)
        if told_of.state == PaymentState.ASSIGNED:  # what becomes of it happens to the bill it counts for
            row = told_of.went_to.select_related("bill").get()
            bill = bills.locked(row.bill.key)
            row.refresh_from_db()
        events = models.PaymentEvent.objects
        if not events.filter(provider=claim.provider, event=claim.event).exists():
            effect = _take(row, bill, claim, at)
            events.create(
                provider=claim.provider,
                event=claim.event,
                payment=told_of,
                outcome=claim.outcome,
                way=claim.way,
                amount=claim.amount,
                currency=claim.currency,
                effect=effect,
                at=at,
            )
            if effect is Effect.QUESTIONED and row.state != PaymentState.QUESTIONED:
                _note_otherwise(claim, at)
            said = {"outcome": claim.outcome, "way": claim.way, "state": row.state, "effect": effect}
            audit.record(actor=policy.SYSTEM, action="ledger.hear", thing=row.key, at=at, after=said)
        return facts.payment(row, bill=bill.key)


def _note_otherwise(claim: types.Claim, at: datetime) -> None:
    """It is proven to come from the provider and does not fit what we know: somebody looks at it."""
    questions.note_refused(
        provider=claim.provider,
        way=claim.way,
        kind=RefusedKind.OTHERWISE,
        why=claim.outcome.value,
        at=at,
        said={"order": claim.payment, "amount": str(claim.amount), "currency": claim.currency},
    )


def _take(row: models.Payment, bill: models.Bill, claim: types.Claim, at: datetime) -> Effect:
    row.reference = row.reference or claim.reference
    match claim.outcome:
        case Outcome.SETTLED:
            return _settle(row, bill, claim, at)
        case Outcome.CHARGED_BACK:
            return _charge_back(row, bill, claim, at)
        case Outcome.REFUNDED | Outcome.REFUND_REFUSED:
            return returning.take(row, bill, claim, at)
        case _:
            return _go_on(row, _ENDS[claim.outcome], why=claim.why)


def _go_on(row: models.Payment, state: PaymentState, *, why: str = "") -> Effect:
    """Let a state follow another, if it counts more."""
    if RANKS[state] <= RANKS[PaymentState(row.state)]:
        return Effect.KNOWN
    row.state, row.why = state, why
    row.save()
    return Effect.MOVED


def _settle(row: models.Payment, bill: models.Bill, claim: types.Claim, at: datetime) -> Effect:
    why = _question(row, bill, claim)
    if RANKS[PaymentState(row.state)] >= RANKS[PaymentState.SETTLED]:
        return Effect.QUESTIONED if why in {"amount", "currency"} else Effect.KNOWN
    if why:
        return _hold(row, bill, claim, why, at)
    if row.transfer:  # it was in question, and now it fits
        books.take_back(row.transfer, client_key=f"fits:{row.key}", at=at)
    row.transfer = books.receive(row, bill, at=at)
    row.settled_at, row.received = claim.at, None
    effect = _go_on(row, PaymentState.SETTLED)
    amount = Yen(row.amount)
    signals.bill_paid.announce(types.BillPaid(bill.key, bill.about, bill.fee, row.key, amount, at=claim.at))
    return effect


def _question(row: models.Payment, bill: models.Bill, claim: types.Claim) -> str:
    """Why money does not fit what was asked for; empty when it does."""
    if claim.currency != YEN:
        return "currency"
    if claim.amount != row.amount:
        return "amount"
    if bill.cancelled_at is not None:
        return "cancelled"
    settled = bill.payments.filter(state=PaymentState.SETTLED).exclude(pk=row.pk)
    return "second" if settled.exists() else ""


def _hold(row: models.Payment, bill: models.Bill, claim: types.Claim, why: str, at: datetime) -> Effect:
    """Keep money apart that came otherwise than it was asked for; another currency stays off the books."""
    if row.state != PaymentState.QUESTIONED:
        row.received = claim.amount
        if claim.currency == YEN and claim.amount > 0:
            row.transfer = books.hold(row, bill, claim.amount, at=at)
        _go_on(row, PaymentState.QUESTIONED, why=why)
        return Effect.QUESTIONED
    return Effect.KNOWN


def _charge_back(row: models.Payment, bill: models.Bill, claim: types.Claim, at: datetime) -> Effect:
    """The provider took the money back from the city: whatever stood for it goes, and the bill is owed again.

    A bill of which a part was given back is cancelled instead: its amount would ask for that part too.
    """
    was_paid = row.state == PaymentState.SETTLED
    effect = _go_on(row, PaymentState.CHARGED_BACK, why=claim.why)
    if effect is not Effect.MOVED or not row.transfer or not (left := transfers.left_of(key=row.transfer)):
        return effect
    books.give_up(row, client_key=f"charged-back:{row.key}", at=at)
    if not was_paid:
        return effect
    is_whole = left == row.amount
    if not is_whole:
        books.take_back(bill.transfer, client_key=f"cancelled:{bill.key}", at=at)
        bill.cancelled_at = at
        bill.save(update_fields=["cancelled_at"])
    news = types.BillRefunded(
        bill.key, bill.about, bill.fee, row.key, left, is_owed_again=is_whole, at=claim.at
    )
    signals.bill_refunded.announce(news)
    return effect
