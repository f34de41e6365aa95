"""Tables of direct debit. Account numbers and holders stand here under a seal alone."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from sagacity.ledger.debit.types import OPEN, MandateState, RunState


class MandateQuerySet(models.QuerySet["Mandate"]):
    def to_ask_about(self, since: datetime) -> Self:
        """At the bank's page, and neither begun nor asked about since."""
        at_bank = self.filter(state=MandateState.AT_BANK, at_bank_at__lt=since)
        return at_bank.filter(Q(asked_at=None) | Q(asked_at__lt=since))


class Mandate(models.Model):
    """A resident lets the city take certain payments from an account."""

    key = models.CharField(max_length=80, unique=True)
    client_key = models.CharField(max_length=120, unique=True)
    number = models.CharField(max_length=12, unique=True)
    payer = models.CharField(max_length=80, blank=True, db_index=True)
    reach = models.CharField(max_length=80, blank=True, db_index=True)
    bank = models.CharField(max_length=4)
    branch = models.CharField(max_length=3)
    kind = models.CharField(max_length=1)
    tail = models.CharField(max_length=3, blank=True)
    sealed = models.BinaryField(blank=True)  # number, holder, symbol
    holder_print = models.CharField(max_length=64, blank=True, db_index=True)  # a keyed hash, to be found by
    language = models.CharField(max_length=10, default="ja")
    state = models.CharField(max_length=10, db_index=True)
    why = models.CharField(max_length=12, blank=True)
    is_known = models.BooleanField(default=False)  # the bank has had it in a file
    changes = models.BooleanField(default=False)  # it took over from another account
    reference = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=500, blank=True)
    applied_at = models.DateTimeField(db_index=True)
    at_bank_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)  # of the bank's page
    decided_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, db_index=True)

    objects = MandateQuerySet.as_manager()


class Standing(models.TextChoices):
    """How an item stands under a mandate."""

    OPEN = "open"
    LIVE = "live"
    OVER = "over"


class MandateItem(models.Model):
    """One item of a mandate: somebody has one account for it, and one application under way."""

    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="item_rows")
    payer = models.CharField(max_length=80, blank=True)
    item = models.CharField(max_length=60, db_index=True)
    standing = models.CharField(max_length=4, choices=Standing)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mandate", "item"], name="debit_item_once_in_a_mandate"),
            models.UniqueConstraint(
                fields=["payer", "item"],
                condition=Q(standing=Standing.LIVE.value) & ~Q(payer=""),
                name="debit_one_account_for_an_item",
            ),
            models.UniqueConstraint(
                fields=["payer", "item"],
                condition=Q(standing=Standing.OPEN.value) & ~Q(payer=""),
                name="debit_one_application_for_an_item",
            ),
        ]


class BankEvent(models.Model):
    """What the bank's page said of a mandate, once for each of its numbers."""

    provider = models.CharField(max_length=40)
    event = models.CharField(max_length=120)
    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="events")
    outcome = models.CharField(max_length=12)
    way = models.CharField(max_length=12)
    why = models.CharField(max_length=12, blank=True)
    moved = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "event"], name="debit_a_bank_event_counts_once")
        ]


class Run(models.Model):
    """One file for the bank: everything of one item that is taken on one day."""

    key = models.CharField(max_length=80, unique=True)
    item = models.CharField(max_length=60)
    day = models.DateField()
    try_no = models.CharField(max_length=5)
    state = models.CharField(max_length=5, db_index=True)
    count = models.PositiveIntegerField()
    total = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    client_code = models.CharField(max_length=10)
    made_by = models.CharField(max_length=80)
    made_by_name = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    approved_by_name = models.CharField(max_length=120, blank=True)
    sealed = models.BinaryField(blank=True)  # the file as it went, until it is let go
    result_digest = models.CharField(max_length=64, blank=True)
    done_at = models.DateTimeField(null=True)
    paid = models.PositiveIntegerField(default=0)
    paid_yen = models.BigIntegerField(default=0)
    questioned = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "day"], name="debit_one_run_for_a_day_and_item"),
            models.CheckConstraint(
                condition=Q(count__gt=0) & Q(total__gt=0), name="debit_a_run_takes_something"
            ),
        ]


class Line(models.Model):
    """One bill in a run."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    bill = models.CharField(max_length=80, db_index=True)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="lines")
    amount = models.BigIntegerField()
    new_code = models.CharField(max_length=1)
    payment = models.CharField(max_length=80, blank=True)
    is_open = models.BooleanField(default=True)  # no result yet
    result = models.CharField(max_length=1, blank=True)
    next_step = models.CharField(max_length=5, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="debit_lines_are_numbered"),
            models.UniqueConstraint(
                fields=["bill"], condition=Q(is_open=True), name="debit_a_bill_is_in_one_run_at_a_time"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="debit_a_line_takes_something"),
        ]


OPEN_STATES = [state.value for state in OPEN]
WITH_THE_BANK = (RunState.DRAFT.value, RunState.SENT.value)
