"""Tables of bills and of what is paid for them. Guards against change: migrations/0004_bill_guards.py."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from sagacity.ledger.types import UNDER_WAY, PaymentState


class Bill(models.Model):
    """Money asked of somebody for one thing. Its state is never written: it follows from the payments."""

    key = models.CharField(max_length=80, unique=True)
    client_key = models.CharField(max_length=120, unique=True)
    digest = models.CharField(max_length=64)  # of what was asked: another wish under the key is a mistake
    payer = models.CharField(max_length=80, blank=True, db_index=True)
    fee = models.CharField(max_length=80, blank=True)
    about = models.CharField(max_length=120, blank=True, db_index=True)
    title = models.JSONField()
    lines = models.JSONField()
    amount = models.BigIntegerField()
    tax_percent = models.PositiveSmallIntegerField(default=0)
    rule_version = models.CharField(max_length=80, blank=True)
    division = models.CharField(max_length=80, blank=True)
    fiscal_year = models.PositiveSmallIntegerField()
    due_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    transfer = models.CharField(max_length=80)  # key of the transfer from income to what is owed
    cancelled_at = models.DateTimeField(null=True)
    case = models.JSONField(null=True)  # what its fee depended on, to try other tariffs on it

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="newest_bills_first")]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="bill_asks_something")]


class PaymentQuerySet(models.QuerySet["Payment"]):
    def under_way(self) -> Self:
        return self.filter(state__in=UNDER_WAY)

    def to_ask_about(self, since: datetime) -> Self:
        """Under way, begun before this and not asked about since."""
        return self.under_way().filter(Q(asked_at=None) | Q(asked_at__lt=since), started_at__lt=since)


class Payment(models.Model):
    """One try to pay a bill."""

    key = models.CharField(max_length=80, unique=True)
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="payments")
    provider = models.CharField(max_length=40)
    method = models.CharField(max_length=20)
    till = models.CharField(max_length=80, blank=True)
    amount = models.BigIntegerField()
    received = models.BigIntegerField(null=True)  # what the provider says came, where that is in question
    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in PaymentState])
    why = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=500, blank=True)
    number = models.CharField(max_length=40, blank=True)
    back_to = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    transfer = models.CharField(max_length=80, blank=True)  # key of the one by which its money came
    came_from = models.ForeignKey(  # money in question of another bill, which staff counted for this one
        "self", on_delete=models.PROTECT, null=True, related_name="went_to"
    )

    objects = PaymentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["settled_at"], name="payments_by_day"),
            models.Index(
                fields=["bill"], condition=Q(state=PaymentState.QUESTIONED.value), name="money_in_question"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["bill"], condition=Q(state=PaymentState.SETTLED.value), name="a_bill_is_paid_once"
            ),
            models.UniqueConstraint(
                fields=["bill"],
                condition=Q(state__in=[state.value for state in UNDER_WAY]),
                name="a_bill_has_one_payment_under_way",
            ),
        ]


class PaymentEvent(models.Model):
    """What a provider said, once for each of its event numbers; only added."""

    provider = models.CharField(max_length=40)
    event = models.CharField(max_length=120)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="events")
    outcome = models.CharField(max_length=20)
    way = models.CharField(max_length=12)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    effect = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "event"], name="an_event_counts_once"),
        ]


class Refund(models.Model):
    """Money that shall go back, wholly or in part."""

    key = models.CharField(max_length=80, unique=True)
    client_key = models.CharField(max_length=120, unique=True)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=12)
    why = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField(db_index=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="refund_gives_something")]
