"""Tables of identity: staff accounts, their roles and sessions, and devices of residents."""

from datetime import date
from typing import Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q


class StaffAccount(AbstractBaseUser):
    """A member of staff who may sign in."""

    key = models.CharField(max_length=120, unique=True)
    login = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=80)
    division = models.CharField(max_length=80, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "login"
    objects = BaseUserManager["StaffAccount"]()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(login=""), name="staff_has_a_login")]


class GrantQuerySet(models.QuerySet["RoleGrant"]):
    def on(self, day: date) -> Self:
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))


class RoleGrant(models.Model):
    """One role of one member of staff, for a time."""

    staff = models.ForeignKey(StaffAccount, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="grant_ends_after_it_starts"
            ),
        ]


class StaffSession(models.Model):
    """One browser in which somebody is signed in; the session itself is Django's."""

    staff = models.ForeignKey(StaffAccount, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=60, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()


class SignInAttempts(models.Model):
    """How often one login failed from one place in a row, and until when it must wait."""

    bucket = models.CharField(max_length=64, unique=True)  # hash of login + place: names no one
    failures = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)
    last_at = models.DateTimeField(db_index=True)


class Device(models.Model):
    """One browser of a resident who chose something; no name, no account, only the hash of its cookie."""

    key = models.CharField(max_length=80, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    district = models.CharField(max_length=220, blank=True)
    created_at = models.DateTimeField()
    last_used_on = models.DateField(db_index=True)


class DeviceNote(models.Model):
    """One thing a mini-app remembers on a device."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="notes")
    app = models.CharField(max_length=60)
    name = models.CharField(max_length=80)
    value = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "app", "name"], name="one_note_per_name_on_a_device"),
        ]
