"""Paying at a counter: cash with change, or a card at the counter's own machine."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.money import Yen
from sagacity.kit.written_through import written_through
from sagacity.ledger import bills, hearing, models, payments, types
from sagacity.ledger.providers import counter
from sagacity.ledger.types import Outcome, Way


class TooLittle(Exception):
    """Less was laid on the counter than the bill asks for."""


@dataclass(frozen=True, slots=True)
class TakenAtCounter:
    """What was paid at a counter, and what the payer gets back."""

    payment: types.Payment
    change: Yen


def take_at_counter(
    *,
    client_key: str,
    bill: str,
    till: str,
    by: policy.Person,
    at: datetime,
    received: Yen | None = None,
    reference: str = "",
) -> TakenAtCounter:
    """Take cash into a till (`received`), or note what the counter's machine took (`reference`, its slip).

    A payment that the payer began elsewhere is called off first. The same client key takes once.

    Raises:
        NoSuchBill, BillIsPaid, BillIsCancelled, TooLittle, ProviderAway: nothing was taken.
    """
    provider = counter.CARD if received is None else counter.CASH
    event = f"counter:{client_key}"
    if done := models.PaymentEvent.objects.filter(provider=provider, event=event).first():
        key = done.payment.key
        return _answer(payments.payment(key=key), received)
    if going := bills.bill(key=bill).under_way:
        payments.call_off(payment=going.key, by=by, at=at)
    with written_through(), transaction.atomic():
        row = bills.locked(bill)
        payments.refuse_if_done(row)
        if received is not None and received < row.amount:
            raise TooLittle(bill)
        made = payments.new_row(row, provider, provider, counter.LIVES, at)
        made.till, made.reference = till if received is not None else "", reference
        made.save()
        audit.record(actor=by, action="ledger.take_at_counter", thing=made.key, at=at, after={"bill": bill})
        claim = types.Claim(
            provider=provider,
            event=event,
            payment=made.key,
            outcome=Outcome.SETTLED,
            amount=Yen(row.amount),
            currency=hearing.YEN,
            at=at,
            way=Way.COUNTER,
            reference=reference,
        )
        return _answer(hearing.hear(claim=claim, at=at), received)


def _answer(payment: types.Payment, received: Yen | None) -> TakenAtCounter:
    return TakenAtCounter(payment, Yen(0 if received is None else received - payment.amount))
