"""Money that goes back: what a refund changes in the books once its provider has said so."""

from datetime import datetime

from sagacity.kit.money import Yen
from sagacity.ledger import books, models, signals, types
from sagacity.ledger.types import Effect, Outcome, PaymentState, RefundState


def take(row: models.Payment, bill: models.Bill, claim: types.Claim, at: datetime) -> Effect:
    """A refund was carried out or refused; one the city did not ask for is left for people to look at."""
    refund = row.refunds.filter(key=claim.refund).first()
    if refund is None:
        return Effect.QUESTIONED
    if refund.state == RefundState.DONE or claim.outcome is Outcome.REFUND_REFUSED == refund.state:
        return Effect.KNOWN
    if claim.outcome is Outcome.REFUND_REFUSED:
        refund.state, refund.why = RefundState.REFUSED, claim.why
        refund.save()
        return Effect.MOVED
    if claim.amount != refund.amount:
        return Effect.QUESTIONED
    refund.state, refund.done_at, refund.reference = RefundState.DONE, claim.at, claim.reference
    refund.save()
    _book(row, bill, refund, at)
    return Effect.MOVED


def _book(row: models.Payment, bill: models.Bill, refund: models.Refund, at: datetime) -> None:
    amount = Yen(refund.amount)
    if row.state == PaymentState.QUESTIONED:
        if row.transfer:  # another currency never stood in the books
            books.take_back(row.transfer, client_key=f"returned:{refund.key}", at=at)
        row.state = PaymentState.RETURNED
        row.save()
        return
    if row.state != PaymentState.SETTLED:  # charged back meanwhile: nothing of it is left to go
        return
    # Both ways of the money, so that neither income nor debt remains of what went back.
    books.give_up(row, client_key=f"refunded:{refund.key}", amount=amount, at=at)
    books.take_back(bill.transfer, client_key=f"unbilled:{refund.key}", amount=amount, at=at)
    signals.bill_refunded.announce(
        types.BillRefunded(bill.key, bill.about, bill.fee, row.key, amount, is_owed_again=False, at=at)
    )
