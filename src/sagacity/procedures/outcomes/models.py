"""Tables of outcomes: the registers, the documents given out, their bytes, and what could not be made."""

from typing import Self

from django.db import models
from django.db.models import Q

WAYS = ("inbox", "counter", "post")


class Counter(models.Model):
    """The last number given in one fiscal year in one register."""

    register = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "year"], name="one_counter_per_register")]


class DocumentQuerySet(models.QuerySet["Document"]):
    def not_handed(self) -> Self:
        """What still waits to be printed at a counter or put into the post."""
        return self.filter(handed_at=None, revoked_at=None, way__in=("counter", "post"))


class Document(models.Model):
    """One document that was given out. Its line stays when everything of a person has gone."""

    key = models.CharField(max_length=80, unique=True)
    register = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=40, unique=True)
    code = models.CharField(max_length=12)
    case = models.CharField(max_length=80)
    case_number = models.CharField(max_length=60)
    part = models.CharField(max_length=40, blank=True)
    generation = models.PositiveSmallIntegerField(default=1)
    procedure = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    title = models.JSONField()
    division = models.CharField(max_length=80, blank=True)
    applicant = models.CharField(max_length=80, blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=80)
    valid_until = models.DateField(null=True)
    digest = models.CharField(max_length=64, unique=True)
    way = models.CharField(max_length=10)
    handed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # when its case was looked at for the end
    prints = models.PositiveSmallIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200, blank=True)
    replaces = models.CharField(max_length=80, blank=True)
    replaced_by = models.CharField(max_length=80, blank=True)
    retention = models.CharField(max_length=20)
    purge_on = models.DateField()
    purged_at = models.DateTimeField(null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "year", "serial"], name="numbers_stand_in_a_row"),
            models.UniqueConstraint(fields=["case", "part", "generation"], name="one_document_per_part"),
            models.CheckConstraint(condition=Q(way__in=WAYS), name="a_way_is_known"),
        ]
        indexes = [
            models.Index(fields=["case"], name="outcomes_of_case"),
            models.Index(fields=["applicant"], condition=~Q(applicant=""), name="outcomes_of_whom"),
            models.Index(fields=["division", "issued_at"], name="outcomes_by_division"),
            models.Index(fields=["register", "issued_at"], name="outcomes_by_register"),
            models.Index(
                fields=["way", "issued_at"],
                condition=Q(handed_at=None, revoked_at=None),
                name="outcomes_to_hand",
            ),
            models.Index(fields=["purge_on"], condition=Q(purged_at=None), name="outcomes_to_purge"),
        ]


class Content(models.Model):
    """The bytes of a document, under the seal of the house; they go when the years of its class are over."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="content")
    sealed = models.BinaryField()


class Print(models.Model):
    """One time that a document was put on paper at a counter."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="printed")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    client_key = models.CharField(max_length=120, unique=True)


class Trouble(models.Model):
    """A document that could not be made: a task for the division, until it is made."""

    case = models.CharField(max_length=80)
    case_number = models.CharField(max_length=60)
    part = models.CharField(max_length=40, blank=True)
    division = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=20)  # "characters" | "no_paper" | "broken"
    characters = models.JSONField(default=list)
    began_at = models.DateTimeField()
    tried_at = models.DateTimeField()
    solved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "part"], condition=Q(solved_at=None), name="one_trouble_per_part"
            )
        ]
