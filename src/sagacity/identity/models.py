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

    def lasting(self, day: date) -> Self:
        """What will be held on a coming day; a group of the city's directory gives its role anew each day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day) | Q(by_group__isnull=False))


class Given(models.Model):
    """Who gave something to a member of staff, why, and who agreed; empty where one person is enough."""

    reason = models.CharField(max_length=200, blank=True, default="")
    given_by = models.CharField(max_length=120, blank=True, default="")
    given_by_name = models.CharField(max_length=80, blank=True, default="")
    given_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=120, blank=True, default="")
    approved_by_name = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        abstract = True


class RoleGrant(Given):
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


class ColumnQuerySet(models.QuerySet["ColumnGrant"]):
    def on(self, day: date) -> Self:
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class ColumnGrant(Given):
    """One group of columns of residents' records, open to one member of staff; it always ends."""

    staff = models.ForeignKey(StaffAccount, on_delete=models.CASCADE, related_name="columns")
    group = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects = ColumnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="columns_end_after_they_start"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="columns_say_why"),
        ]
        indexes = [models.Index(fields=["staff", "group"], name="columns_of_staff")]


class StaffSession(models.Model):
    """One browser in which somebody is signed in; the session itself is Django's."""

    staff = models.ForeignKey(StaffAccount, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=60, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()


class SecondFactor(models.Model):
    """The secret that a member of staff shares with an app on their telephone, sealed."""

    staff = models.OneToOneField(StaffAccount, on_delete=models.CASCADE, related_name="second_factor")
    sealed = models.CharField(max_length=200)
    last_step = models.BigIntegerField()  # the step of the last code: none of it or before counts again
    made_at = models.DateTimeField()


class StaffSpareCode(models.Model):
    """One unused spare code of a member of staff; only its hash."""

    staff = models.ForeignKey(StaffAccount, on_delete=models.CASCADE, related_name="spare_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()


class StaffPasskey(models.Model):
    """A key on a telephone, computer or stick of a member of staff; what we keep opens nothing."""

    staff = models.ForeignKey(StaffAccount, on_delete=models.CASCADE, related_name="passkeys")
    id_hash = models.CharField(max_length=64, unique=True)
    credential = models.BinaryField()  # attested credential data: id and public key
    name = models.CharField(max_length=60)
    sign_count = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)  # its counter ran backwards: there are two of it


class StaffLink(models.Model):
    """Who a member of staff is at the city's own sign-in: by a number that stays when names change."""

    staff = models.OneToOneField(StaffAccount, on_delete=models.CASCADE, related_name="link")
    subject_hash = models.CharField(max_length=64, unique=True)  # of issuer and subject
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class GroupGrant(models.Model):
    """That a role was given by a group of the city's directory: it is renewed and taken with the group."""

    grant = models.OneToOneField(RoleGrant, on_delete=models.CASCADE, related_name="by_group")


class UsedChallenge(models.Model):
    """A challenge or a way that came back rightly: it is good once. Who only asks writes nothing here."""

    challenge_hash = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField(db_index=True)


class FactorReset(models.Model):
    """Somebody else took a second factor away, and its owner has not been told yet."""

    staff = models.ForeignKey(StaffAccount, on_delete=models.CASCADE, related_name="factor_resets")
    reset_at = models.DateTimeField()


class SignInAttempts(models.Model):
    """How often one login failed from one place in a row, and until when it must wait."""

    bucket = models.CharField(max_length=64, unique=True)  # hash of login + place: names no one
    failures = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)
    last_at = models.DateTimeField(db_index=True)


class Device(models.Model):
    """One browser of a resident who chose something; no name, no account, only the hash of its cookie.

    A profile is a device too: the one that several browsers of a resident show. No cookie opens it.
    """

    key = models.CharField(max_length=80, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    district = models.CharField(max_length=220, blank=True)
    created_at = models.DateTimeField()
    last_used_on = models.DateField(db_index=True)
    profile = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="browsers")


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


class Invitation(models.Model):
    """An offer of a role to whoever opens the link first; only the hash of its code is kept."""

    key = models.CharField(max_length=80, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=40)
    name = models.CharField(max_length=80)  # how the holder will be called in public
    districts = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    ends_on = models.DateField()
    expires_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    made_by_name = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)


class ResidentRole(models.Model):
    """What one resident may do for the city: where, about what, until when."""

    key = models.CharField(max_length=80, unique=True)
    person = models.CharField(max_length=80)  # key of a device today, of a resident later
    role = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    districts = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    starts_on = models.DateField()
    ends_on = models.DateField()
    is_trusted = models.BooleanField(default=False)
    granted_by = models.CharField(max_length=120)
    granted_by_name = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)
    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, related_name="given")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="resident_role_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["person", "role"], name="resident_role_by_person")]
