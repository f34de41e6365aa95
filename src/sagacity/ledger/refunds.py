"""Refunds: money the city gives back, wholly or in part. First written down, then asked of the provider."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Sum

from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.money import Yen
from sagacity.kit.proposals import api as proposals
from sagacity.kit.written_through import written_through
from sagacity.ledger import facts, hearing, models, refusals, types
from sagacity.ledger.bills import locked
from sagacity.ledger.providers import base, chosen
from sagacity.ledger.types import PaymentState, RefundState

logger = logging.getLogger(__name__)
QUIET = timedelta(minutes=2)


class NothingToGiveBack(Exception):
    """Nothing of this payment is with the city."""


def refund(
    *,
    client_key: str,
    payment: str,
    reason: str,
    by: policy.Person,
    at: datetime,
    amount: Yen | None = None,
) -> types.Refund:
    """Give back what is left of a payment, or a part; of money in question, all that came.

    A provider that is away is asked again until it answers, under the refund's own key: the money goes once.

    Raises:
        NoSuchPayment, NothingToGiveBack, MoreThanWent, NoAmount, ClientKeyTaken: nothing goes back.
    """
    row = _write(client_key, payment, amount, reason, by, at)
    if row.state != RefundState.ASKED:
        return row
    try:
        return carry_out(refund=row.key, at=at)
    except base.ProviderAway as problem:
        logger.warning("a refund waits for its provider: %s", problem)
        return row


def refund_after_commit(
    *,
    client_key: str,
    payment: str,
    reason: str,
    by: policy.Person,
    at: datetime,
    amount: Yen | None = None,
    approved_by: policy.Person | None = None,
) -> types.Refund:
    """The same inside somebody's transaction: written down in it, asked of the provider once it holds.

    Raises:
        what `refund` raises, proposals.NeedsSecondPerson: nothing goes back.
    """
    proposals.demand_two(by=by, approved_by=approved_by)
    row = _write(client_key, payment, amount, reason, by, at)
    transaction.on_commit(lambda: _ask_once_it_holds(row.key, at))
    return row


def _ask_once_it_holds(refund: str, at: datetime) -> None:
    """A provider that is away, or a process that ends here, leaves it to `carry_out_waiting`."""
    with written_through():  # what was committed lightly before this goes to the disk with it
        models.Refund.objects.filter(key=refund).update(asked_at=at)
    try:
        carry_out(refund=refund, at=at)
    except base.ProviderAway as problem:
        logger.warning("a refund waits for its provider: %s", problem)


def carry_out(*, refund: str, at: datetime) -> types.Refund:
    """Ask the provider for a refund that was written down, and take its answer.

    Raises:
        ProviderAway: no answer; ask again.
    """
    row = models.Refund.objects.select_related("payment__bill").get(key=refund)
    if row.state == RefundState.ASKED:
        provider = chosen.provider(row.payment.provider)
        known_as = facts.payment(facts.origin(row.payment))
        claim = provider.refund(known_as, facts.refund(row), at=at)
        hearing.hear(claim=claim, at=at)
        row = models.Refund.objects.select_related("payment__bill").get(key=refund)
    return facts.refund(row)


def carry_out_waiting(*, at: datetime) -> int:
    """Ask again for refunds without an answer, such as those of a process that was killed."""
    waiting = models.Refund.objects.filter(state=RefundState.ASKED, asked_at__lt=at - QUIET).order_by("id")
    done = 0
    for key in waiting.values_list("key", flat=True)[:200]:
        try:
            done += carry_out(refund=key, at=at).state is not RefundState.ASKED
        except base.ProviderAway as problem:
            logger.warning("a refund waits for its provider: %s", problem)
    return done


def refunds(*, payment: str) -> tuple[types.Refund, ...]:
    """What went back of a payment, or shall; oldest first."""
    rows = models.Refund.objects.filter(payment__key=payment).select_related("payment").order_by("id")
    return tuple(facts.refund(row) for row in rows)


def _write(
    client_key: str, payment: str, amount: Yen | None, reason: str, by: policy.Person, at: datetime
) -> types.Refund:
    with written_through(), transaction.atomic():
        bill_key = models.Payment.objects.filter(key=payment).values_list("bill__key", flat=True).first()
        if bill_key is None:
            raise hearing.NoSuchPayment(payment)
        paid = locked(bill_key).payments.get(key=payment)
        first = models.Refund.objects.filter(client_key=client_key).select_related("payment").first()
        if first is not None:
            if first.payment_id != paid.pk or amount not in {None, first.amount}:
                raise refusals.ClientKeyTaken(client_key)
            return facts.refund(first)
        row = models.Refund(
            key=keys.new("Refund"),
            client_key=client_key,
            payment=paid,
            amount=_allowed(paid, amount),
            reason=reason[:200],
            state=RefundState.ASKED,
            asked_at=at,
        )
        row.save(force_insert=True)
        said = {"yen": row.amount, "payment": payment}
        audit.record(actor=by, action="ledger.refund", thing=row.key, at=at, purpose=row.reason, after=said)
        return facts.refund(row)


def _allowed(paid: models.Payment, amount: Yen | None) -> int:
    came = {PaymentState.SETTLED: paid.amount, PaymentState.QUESTIONED: paid.received or 0}
    if paid.state not in came:
        raise NothingToGiveBack(paid.key)
    promised = paid.refunds.exclude(state=RefundState.REFUSED).aggregate(yen=Sum("amount"))["yen"] or 0
    left = came[PaymentState(paid.state)] - promised
    wanted = left if amount is None else amount
    if left <= 0:
        raise NothingToGiveBack(paid.key)
    if wanted <= 0:
        raise refusals.NoAmount(paid.key)
    if wanted > left or (paid.state == PaymentState.QUESTIONED and wanted != left):
        raise refusals.MoreThanWent(paid.key)
    return wanted
