"""Tables of checkin: receptions, devices, entries that are only added, and what was worked out of them."""

from django.db import models
from django.db.models import Q


class Reception(models.Model):
    """A desk at which people are received."""

    key = models.CharField(max_length=120, unique=True)
    subject = models.CharField(max_length=220, db_index=True)
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=20)
    asks_name = models.BooleanField(default=False)
    capacity = models.PositiveIntegerField(null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "purpose"], condition=Q(closed_at=None), name="one_open_reception"
            ),
        ]


class Device(models.Model):
    """A phone that takes entries for one reception; the next phone begins to count anew."""

    key = models.CharField(max_length=120, unique=True)
    reception = models.ForeignKey(Reception, on_delete=models.PROTECT, related_name="devices")
    name = models.CharField(max_length=80)
    staff = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    last_sync_at = models.DateTimeField(null=True)
    skew_s = models.IntegerField(default=0)
    ended_at = models.DateTimeField(null=True)


class Entry(models.Model):
    """One thing that happened; rows are only added. `at` is the device's clock put right."""

    uuid = models.CharField(max_length=36, unique=True)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="entries")
    counter = models.PositiveIntegerField()
    clock = models.DateTimeField()
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    reception = models.ForeignKey(Reception, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12)
    way = models.CharField(max_length=10)
    person = models.CharField(max_length=120, blank=True, db_index=True)
    card = models.CharField(max_length=40, blank=True)
    token = models.CharField(max_length=1200, blank=True)
    code = models.PositiveBigIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    corrects = models.CharField(max_length=36, blank=True, db_index=True)
    why = models.CharField(max_length=400, blank=True)
    checked = models.BooleanField(default=True)  # False: the city has yet to look at the card itself
    refused = models.CharField(max_length=20, blank=True)  # why the city does not find the card good

    class Meta:
        indexes = [
            models.Index(fields=["device", "counter"], name="checkin_numbers"),
            models.Index(fields=["reception", "kind"], name="checkin_by_reception"),
            models.Index(fields=["id"], name="checkin_unchecked", condition=Q(checked=False)),
        ]


class Visitor(models.Model):
    """What somebody without a card told; dropped when its time is over."""

    person = models.CharField(max_length=120, unique=True)
    reception = models.ForeignKey(Reception, on_delete=models.PROTECT, related_name="visitors")
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, db_index=True)  # for comparing only
    kana = models.CharField(max_length=120, blank=True)
    birth_date = models.DateField(null=True)
    address = models.CharField(max_length=300, blank=True)
    household = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=400, blank=True)


class Stay(models.Model):
    """Where a person was: worked out of entries, and worked out anew whenever one arrives."""

    reception = models.ForeignKey(Reception, on_delete=models.PROTECT, related_name="stays")
    person = models.CharField(max_length=120, db_index=True)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    moved_to = models.CharField(max_length=120, blank=True)
    entries = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["reception", "until"], name="checkin_who_is_here")]


class Question(models.Model):
    """What staff are asked; its name is made of the entries, so that it is asked once."""

    key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=400, unique=True)
    doubt = models.CharField(max_length=20)
    reception = models.ForeignKey(Reception, on_delete=models.PROTECT, related_name="questions")
    person = models.CharField(max_length=120, db_index=True)
    entries = models.JSONField(default=list)
    reason = models.CharField(max_length=400, blank=True)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=20, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_why = models.CharField(max_length=400, blank=True)


class Sameness(models.Model):
    """That two persons of entries are one: said by staff with a reason, and undone by staff."""

    person = models.CharField(max_length=120, db_index=True)
    same_as = models.CharField(max_length=120)
    said_by = models.CharField(max_length=120)
    said_at = models.DateTimeField()
    why = models.CharField(max_length=400, blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(undone_at=None), name="one_sameness_each"),
        ]


class Certificate(models.Model):
    """That somebody was at an event on a day, for them to show; with a name only where they wished it."""

    number = models.CharField(max_length=20, unique=True)
    subject = models.CharField(max_length=220, db_index=True)
    title = models.CharField(max_length=200)
    day = models.DateField()
    person = models.CharField(max_length=120, db_index=True)
    resident = models.CharField(max_length=120, db_index=True)
    with_name = models.BooleanField()
    name = models.CharField(max_length=120, blank=True)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    looked_at_on = models.DateField(null=True)  # the last day on which somebody checked it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "day", "person", "with_name"],
                condition=Q(revoked_at=None),
                name="one_certificate_each",
            ),
        ]
