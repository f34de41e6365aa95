"""Tables of the books. The database itself keeps the balances: see migrations/0002_guards.py."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from sagacity.ledger.types import SIDES, AccountKind, Side

_GROWS_BY_DEBIT = [kind.value for kind, side in SIDES.items() if side is Side.DEBIT]


class Account(models.Model):
    """A place where money stands. Its two totals move only by triggers of the transfers."""

    key = models.CharField(max_length=80, unique=True)
    code = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in AccountKind])
    title = models.CharField(max_length=120)
    division = models.CharField(max_length=80, blank=True)
    fiscal_year = models.PositiveSmallIntegerField(default=0)
    floor = models.BigIntegerField(null=True)
    debits = models.BigIntegerField(default=0)
    credits = models.BigIntegerField(default=0)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(floor=None)
                | (Q(kind__in=_GROWS_BY_DEBIT) & Q(debits__gte=F("credits") + F("floor")))
                | (~Q(kind__in=_GROWS_BY_DEBIT) & Q(credits__gte=F("debits") + F("floor"))),
                name="account_keeps_its_floor",
            ),
        ]


class Posting(models.Model):
    """One act, of one client key: the same key never makes a second."""

    client_key = models.CharField(max_length=120, unique=True)
    digest = models.CharField(max_length=64)  # of what was asked: another wish under the key is a mistake
    by = models.CharField(max_length=120)
    at = models.DateTimeField()


class TransferQuerySet(models.QuerySet["Transfer"]):
    def touching(self, account: str) -> Self:
        return self.filter(Q(debit__key=account) | Q(credit__key=account))

    def at_code(self, code: str) -> Self:
        return self.filter(Q(debit__code=code) | Q(credit__code=code))


class Transfer(models.Model):
    """Money that went from one account to another; only added."""

    key = models.CharField(max_length=80, unique=True)
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="transfers")
    debit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="debited")
    credit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="credited")
    amount = models.BigIntegerField()
    about = models.CharField(max_length=120, blank=True, db_index=True)
    note = models.CharField(max_length=200, blank=True)
    booked_on = models.DateField(db_index=True)
    at = models.DateTimeField()
    reverses = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="reversals")

    objects = TransferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="transfer_moves_something"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="transfer_goes_elsewhere"),
        ]


class Day(models.Model):
    """A day that was closed, perhaps opened again. Days without a row are open."""

    day = models.DateField(unique=True)
    is_closed = models.BooleanField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=200, blank=True)
