"""Tables of verification: who is on their way to the app, whose card it was, and what a clerk must decide."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q


class Transaction(models.Model):
    """One way to the app and back; the secrets of it are made from the state, whose hash alone is kept."""

    state_hash = models.CharField(max_length=64, unique=True)
    browser_hash = models.CharField(max_length=64)
    resident = models.CharField(max_length=80)
    scopes = models.CharField(max_length=100)
    need = models.PositiveSmallIntegerField(default=0)
    next = models.TextField(blank=True)
    signature = models.CharField(max_length=80, blank=True)  # the document that is signed on this way
    began_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True)


class SignatureQuerySet(models.QuerySet["Signature"]):
    def signed(self) -> Self:
        return self.exclude(signed_at=None)

    def unsigned_after(self, moment: datetime) -> Self:
        return self.filter(signed_at=None, until__lt=moment)


class Signature(models.Model):
    """A document somebody is asked to sign; then what was checked. Its words go once they are signed."""

    key = models.CharField(max_length=80, unique=True)
    resident = models.CharField(max_length=80, db_index=True)
    act = models.CharField(max_length=120)
    purpose = models.CharField(max_length=200)
    back = models.TextField(blank=True)
    digest = models.CharField(max_length=64)  # SHA-256 of the words
    sealed = models.BinaryField()  # the words until they are signed, the CMS afterwards
    asked_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    transaction = models.CharField(max_length=80, blank=True)  # what the app calls it
    signed_at = models.DateTimeField(null=True)
    inhabitant = models.CharField(max_length=80, blank=True)
    serial = models.CharField(max_length=80, blank=True)
    serial_from = models.DateTimeField(null=True)
    serial_until = models.DateTimeField(null=True)
    revocation_list_of = models.DateTimeField(null=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at=None) | (~Q(serial="") & ~Q(inhabitant="")),
                name="signed_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["resident", "act", "digest"], name="signature_of_a_document")]


class Link(models.Model):
    """A card holder, by the hash of the number the app has for this city, and the inhabitant they are."""

    subject = models.CharField(max_length=64, unique=True)
    resident = models.CharField(max_length=80)
    inhabitant = models.CharField(max_length=80, db_index=True)
    linked_at = models.DateTimeField()


class QuestionQuerySet(models.QuerySet["Question"]):
    def waiting(self) -> Self:
        return self.filter(decided_at=None)

    def older_than(self, moment: datetime) -> Self:
        return self.filter(asked_at__lt=moment)


class Question(models.Model):
    """Proven facts that the register does not find beyond doubt; sealed, and erased once decided."""

    key = models.CharField(max_length=80, unique=True)
    resident = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(max_length=20)
    inhabitant = models.CharField(max_length=80, blank=True)  # who it may be, when one fact differs
    subject = models.CharField(max_length=64)
    sealed = models.BinaryField()  # the four facts; empty once decided
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    is_accepted = models.BooleanField(null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident"], condition=Q(decided_at=None), name="one_open_question_per_resident"
            ),
        ]
