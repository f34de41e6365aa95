"""Tables of the register: who lives here, by the minimal facts, and which files of changes came."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q


class InhabitantQuerySet(models.QuerySet["Inhabitant"]):
    def living_here(self) -> Self:
        return self.filter(ended_on=None)

    def born(self, on: date) -> Self:
        return self.filter(birth_date=on)

    def in_household_of(self, row: "Inhabitant") -> Self:
        return self.filter(household=row.household).exclude(pk=row.pk)


class Inhabitant(models.Model):
    """One person in the resident register: what a counter needs, and nothing of tax or welfare."""

    key = models.CharField(max_length=80, unique=True)
    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    name_as_given = models.CharField(max_length=200, blank=True)
    kana = models.CharField(max_length=200, blank=True)
    birth_date = models.DateField()
    sex = models.CharField(max_length=6, blank=True)
    address = models.CharField(max_length=300, blank=True)
    household = models.CharField(max_length=20, blank=True, db_index=True)
    district = models.CharField(max_length=220, blank=True)
    has_support_measures = models.BooleanField(default=False)
    is_closed_to_others = models.BooleanField(default=False)
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=10, blank=True)
    last_sequence = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = InhabitantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_why="") | Q(ended_on__isnull=False, ended_why__gt=""),
                name="an_end_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["birth_date", "sex"], name="inhabitant_by_birth")]


class Receipt(models.Model):
    """One file of changes that came: its hash and its report; its bytes are not kept."""

    key = models.CharField(max_length=80, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    filename = models.CharField(max_length=200)
    encoding = models.CharField(max_length=20)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=200)
    rows = models.PositiveIntegerField()
    first_sequence = models.PositiveBigIntegerField()
    last_sequence = models.PositiveBigIntegerField()
    counts = models.JSONField(default=dict)
    messages = models.JSONField(default=list)  # row, column, sentence: never a value
    left_out = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_sequence__gte=F("first_sequence")), name="receipt_ends_after_it_begins"
            ),
        ]
