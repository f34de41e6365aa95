"""Tables of the cashier's desk: claims nobody took, reports, explanations, counts of tills, receipts."""

from django.db import models
from django.db.models import Q


class RefusedClaim(models.Model):
    """Something that came as a provider's word and was not taken; the same again counts up."""

    group = models.CharField(max_length=64, unique=True)  # digest of what makes it the same
    provider = models.CharField(max_length=40)
    way = models.CharField(max_length=12)
    kind = models.CharField(max_length=12)  # of RefusedKind
    why = models.CharField(max_length=80)
    said = models.JSONField(default=dict)  # only of one that is signed: the order, amount and number it names
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=120, blank=True)
    closed_why = models.CharField(max_length=200, blank=True)


class Report(models.Model):
    """A provider's report of a day as it was taken; the newest of a day counts."""

    provider = models.CharField(max_length=40)
    day = models.DateField()
    digest = models.CharField(max_length=64)
    lines = models.JSONField()
    from_file = models.CharField(max_length=200, blank=True)  # its name; empty: fetched
    taken_by = models.CharField(max_length=120)
    taken_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["provider", "day"], name="report_of_a_day")]


class Explanation(models.Model):
    """Why report and books differ about a payment, in the words of whoever found out; only added."""

    provider = models.CharField(max_length=40)
    day = models.DateField()
    payment = models.CharField(max_length=80)
    text = models.CharField(max_length=400)
    by = models.CharField(max_length=120)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["provider", "day"], name="explanation_of_a_day")]


class TillCount(models.Model):
    """What lay in a till when it was counted, beside what the books say."""

    client_key = models.CharField(max_length=120, unique=True)
    till = models.CharField(max_length=80)
    day = models.DateField()
    coins = models.JSONField()  # how many of each, by its yen
    counted = models.BigIntegerField()
    expected = models.BigIntegerField()
    left = models.BigIntegerField()  # stays in the till as change for tomorrow
    reason = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=120)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(counted__gte=0) & Q(left__gte=0), name="till_count_is_not_below_nothing"
            )
        ]


class PaperReceipt(models.Model):
    """A receipt that was made on paper or as a PDF; the first is the receipt, those after it say so."""

    client_key = models.CharField(max_length=120, unique=True)
    payment = models.CharField(max_length=80, db_index=True)
    copy = models.PositiveSmallIntegerField()  # 1: the receipt itself
    with_name = models.BooleanField()  # the name itself is kept nowhere
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["payment", "copy"], name="a_receipt_is_made_once")]
