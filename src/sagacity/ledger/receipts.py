"""Receipts: what was paid for, when, to whom, and the tax inside; on paper once, and again as a copy."""

from datetime import datetime

from django.db import IntegrityError, transaction

from sagacity.kit import policy
from sagacity.kit.audit import api as audit
from sagacity.kit.money import Yen
from sagacity.ledger import bills, models, types

TRIES = 5  # two people who print at the same moment get two numbers


class NotPaid(Exception):
    """A bill that is not paid has no receipt."""


def made_on_paper(*, payment: str) -> tuple[types.PaperReceipt, ...]:
    """The receipts of a payment that were made on paper or as a PDF, the first one first."""
    rows = models.PaperReceipt.objects.filter(payment=payment).order_by("copy")
    return tuple(types.PaperReceipt(types.short_number(payment), row.copy, row.at) for row in rows)


def make_on_paper(
    *, client_key: str, bill: str, with_name: bool, by: policy.Person, at: datetime
) -> types.PaperReceipt:
    """Note that a receipt is made; the same client key gives the same one, another a copy that says so.

    The name on it is kept nowhere, only whether there is one.

    Raises:
        NoSuchBill, NotPaid: none is made.
    """
    paid = bills.bill(key=bill).paid_by
    if paid is None:
        raise NotPaid(bill)
    for last_try in range(TRIES, 0, -1):
        first = models.PaperReceipt.objects.filter(client_key=client_key, payment=paid.key).first()
        if first is not None:
            return types.PaperReceipt(types.short_number(paid.key), first.copy, first.at)
        try:
            return _make(client_key, paid.key, with_name, by, at)
        except IntegrityError:
            if last_try == 1:
                raise
    raise AssertionError("unreachable")


@transaction.atomic
def _make(
    client_key: str, payment: str, with_name: bool, by: policy.Person, at: datetime
) -> types.PaperReceipt:
    copy = models.PaperReceipt.objects.filter(payment=payment).count() + 1
    models.PaperReceipt.objects.create(
        client_key=client_key, payment=payment, copy=copy, with_name=with_name, by=by.key, at=at
    )
    said = {"copy": copy, "with_name": with_name}
    audit.record(actor=by, action="ledger.make_receipt", thing=payment, at=at, after=said)
    return types.PaperReceipt(types.short_number(payment), copy, at)


def tax_inside(bill: types.Bill) -> Yen:
    """The consumption tax in an amount, rounded down once for the whole receipt."""
    return Yen(bill.amount * bill.tax_percent // (100 + bill.tax_percent))


def number_of(payment: types.Payment) -> str:
    """The number of a receipt, short enough to be said on the telephone."""
    return types.short_number(payment.key)
