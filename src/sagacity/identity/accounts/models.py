"""Tables of accounts: residents who sign in, and the browsers they are signed in on."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q


class Account(models.Model):
    """Somebody who signs in. No name, birth date or address stands here."""

    key = models.CharField(max_length=80, unique=True)
    nickname = models.CharField(max_length=40, blank=True)
    mail = models.CharField(max_length=254, blank=True)  # in lower case; kept only once it is proven
    mail_proven_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=10, default="ja")  # of the letters we send
    ial = models.PositiveSmallIntegerField(default=0)  # 0 self-declared, 1 contact, 2 counter, 3 card
    inhabitant = models.CharField(max_length=120, blank=True)
    verified_at = models.DateTimeField(null=True)
    proof_ended_at = models.DateTimeField(null=True)  # what had been proven holds no longer since then
    proof_ended_why = models.CharField(max_length=20, blank=True)
    district = models.CharField(max_length=220, blank=True)  # of the register, once verified
    profile = models.CharField(max_length=80, blank=True)  # key under which rooms keep what is theirs
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mail"], condition=~Q(mail=""), name="one_account_per_mail"),
            models.UniqueConstraint(
                fields=["inhabitant"], condition=~Q(inhabitant=""), name="one_account_per_inhabitant"
            ),
            models.CheckConstraint(condition=Q(ial__lte=3), name="ial_is_known"),
            models.CheckConstraint(
                condition=Q(ial__lt=2) | ~Q(inhabitant=""), name="verified_means_somebody"
            ),
        ]


class SessionQuerySet(models.QuerySet["Session"]):
    def alive(self, at: datetime) -> Self:
        """Sessions that are neither unused for too long nor too old."""
        return self.filter(seen_at__gt=at - idle_limit(), started_at__gt=at - longest())


class Session(models.Model):
    """One browser in which a resident is signed in; the cookie's number is kept only as its hash."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sessions")
    token_hash = models.CharField(max_length=64, unique=True)
    device = models.CharField(max_length=80, blank=True, db_index=True)
    browser = models.CharField(max_length=200, blank=True)
    how = models.CharField(max_length=20)  # "mail" | "passkey" | "recovery" | "counter"
    aal = models.PositiveSmallIntegerField()  # 1 code, 2 passkey or card in this browser
    started_at = models.DateTimeField()
    signed_in_at = models.DateTimeField()  # when somebody last proved here that it is they
    seen_at = models.DateTimeField()
    proven = models.PositiveSmallIntegerField(default=0)  # 3 or 4 by a card or a clerk, for some minutes
    verified_at = models.DateTimeField(null=True)  # when that was

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(proven=0) | Q(verified_at__isnull=False), name="proven_has_a_moment"
            ),
        ]


def idle_limit() -> timedelta:
    return timedelta(days=settings.RESIDENT_IDLE_DAYS)


def longest() -> timedelta:
    return timedelta(days=settings.RESIDENT_LONGEST_DAYS)


class MailCode(models.Model):
    """Six digits sent to an address, for the one browser that asked. The digits are kept nowhere."""

    token_hash = models.CharField(max_length=64, unique=True)  # of the browser that asked
    mail = models.CharField(max_length=254)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True)  # who proves a contact
    language = models.CharField(max_length=10, default="ja")
    until = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)


class Passkey(models.Model):
    """A key on a telephone, computer or stick; what we keep opens nothing."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    id_hash = models.CharField(max_length=64, unique=True)
    credential = models.BinaryField()  # attested credential data: id and public key
    name = models.CharField(max_length=60)
    sign_count = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class SpareCode(models.Model):
    """A code that opens the account once: one of the sheet a resident keeps, or one that a clerk gave."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="spare_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    how = models.CharField(max_length=20)  # "recovery" | "counter"
    made_at = models.DateTimeField()
    until = models.DateTimeField(null=True)


class HeldForm(models.Model):
    """What somebody had filled in when more proof was asked; only their browser holds the key to read it."""

    token_hash = models.CharField(max_length=64, unique=True)
    path = models.CharField(max_length=500)
    sealed = models.BinaryField()
    until = models.DateTimeField(db_index=True)
