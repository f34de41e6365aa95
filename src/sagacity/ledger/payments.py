"""Payments: tries to pay a bill, one at a time. Whether one succeeds is for `hear` alone to say."""

from datetime import datetime, timedelta

from django.db import transaction

from sagacity.kit import keys, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.written_through import written_through
from sagacity.ledger import asking, bills, facts, hearing, models, types
from sagacity.ledger.providers import base, chosen
from sagacity.ledger.types import Outcome, PaymentState


class NoSuchMethod(LookupError):
    """No provider takes payments in this way."""


def payment(*, key: str) -> types.Payment:
    """One try to pay.

    Raises:
        NoSuchPayment: there is none.
    """
    row = models.Payment.objects.filter(key=key).select_related("bill").first()
    if row is None:
        raise hearing.NoSuchPayment(key)
    return facts.payment(row)


def methods() -> tuple[base.Method, ...]:
    """The ways in which a resident may pay without coming, in the order in which they are shown."""
    return tuple(method for provider in chosen.all_of_them() for method in provider.methods)


def start_payment(
    *, bill: str, method: str, back_to: str, language: str, by: policy.Person, at: datetime
) -> types.Payment:
    """Begin to pay, or give back the payment that somebody is making already: a double tap begins one.

    The provider is asked outside of any transaction, and under the payment's key: twice asked, once begun.
    `back_to` is the path in this city to which the payer comes back.

    Raises:
        NoSuchBill, BillIsPaid, BillIsCancelled, NoSuchMethod: nothing began.
        ProviderAway: it began and failed; it may be tried again.
    """
    takers = [one for one in chosen.all_of_them() if method in {each.key for each in one.methods}]
    if not takers:
        raise NoSuchMethod(method)
    asking.see_what_became_of_the_last(bill=bill, at=at)
    begun = _begin(bill, takers[0], method, back_to, by, at)
    if begun.address or begun.number:
        return begun
    return _hand_over(begun, bills.bill(key=bill), chosen.provider(begun.provider), language, at)


def call_off(*, payment: str, by: policy.Person, at: datetime) -> types.Payment:
    """Stop a payment that is under way; if the money has come meanwhile, it counts.

    Raises:
        NoSuchPayment, ProviderAway: it goes on.
    """
    row = models.Payment.objects.filter(key=payment).select_related("bill").first()
    if row is None:
        raise hearing.NoSuchPayment(payment)
    said = facts.payment(row)
    if not said.is_under_way:
        return said
    audit.record(actor=by, action="ledger.call_off", thing=payment, at=at)
    claim = chosen.provider(row.provider).call_off(said, at=at)
    return hearing.hear(claim=claim or asking.ended_here(said, Outcome.FAILED, "called_off", at), at=at)


def _begin(
    bill: str, provider: base.Provider, method: str, back_to: str, by: policy.Person, at: datetime
) -> types.Payment:
    with written_through(), transaction.atomic():
        row = bills.locked(bill)
        refuse_if_done(row)
        if going := row.payments.under_way().first():
            return facts.payment(going, bill=bill)
        made = new_row(row, provider.key, method, provider.lives(method), at)
        made.back_to = back_to
        made.save()
        audit.record(actor=by, action="ledger.start_payment", thing=made.key, at=at, after={"bill": bill})
        return facts.payment(made, bill=bill)


def _hand_over(
    begun: types.Payment, bill: types.Bill, provider: base.Provider, language: str, at: datetime
) -> types.Payment:
    try:
        opened = provider.start(begun, bill, language=language, at=at)
    except base.ProviderAway:
        hearing.hear(claim=asking.ended_here(begun, Outcome.FAILED, "away", at), at=at)
        raise
    with transaction.atomic():
        row = models.Payment.objects.select_for_update().get(key=begun.key)
        row.address, row.number, row.reference = opened.address, opened.number, opened.reference
        row.expires_at = opened.expires_at
        row.save(update_fields=["address", "number", "reference", "expires_at"])
        return facts.payment(row)


def refuse_if_done(row: models.Bill) -> None:
    """Let nobody pay what is paid or cancelled.

    Raises:
        BillIsPaid, BillIsCancelled: it is.
    """
    if row.payments.filter(state=PaymentState.SETTLED).exists():
        raise bills.BillIsPaid(row.key)
    if row.cancelled_at is not None:
        raise bills.BillIsCancelled(row.key)


def new_row(bill: models.Bill, provider: str, method: str, lives: timedelta, at: datetime) -> models.Payment:
    return models.Payment(
        key=keys.new("Payment"),
        bill=bill,
        provider=provider,
        method=method,
        amount=bill.amount,
        state=PaymentState.STARTED,
        started_at=at,
        expires_at=at + lives,
    )
