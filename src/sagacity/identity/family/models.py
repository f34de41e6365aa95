"""Tables of family: words that were agreed to, consents, members, and invitations to become one."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q


class AgreedText(models.Model):
    """The words somebody agreed to, kept as long as a consent to them is; its digest is its name."""

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=60)
    group = models.CharField(max_length=60)
    recipient = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    body = models.TextField()
    language = models.CharField(max_length=10)
    days = models.PositiveIntegerField(default=0)


class ConsentQuerySet(models.QuerySet["Consent"]):
    def on(self, day: date) -> Self:
        """Those that hold on a day."""
        return self.filter(ended_at=None).filter(Q(until=None) | Q(until__gte=day))

    def over(self, day: date) -> Self:
        return self.filter(ended_at=None, until__lt=day)


class Consent(models.Model):
    """That a resident agreed, for themselves or for a child, until they withdraw it."""

    key = models.CharField(max_length=80, unique=True)
    resident = models.CharField(max_length=80, db_index=True)
    subject = models.CharField(max_length=120, db_index=True)  # whose data: an inhabitant, or the resident
    about = models.CharField(max_length=40, blank=True)  # how the resident calls them
    thing = models.CharField(max_length=80, blank=True, db_index=True)
    text = models.ForeignKey(AgreedText, on_delete=models.PROTECT, related_name="consents")
    given_at = models.DateTimeField()
    until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=20, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, why="") | Q(ended_at__isnull=False, why__gt=""),
                name="an_ended_consent_says_why",
            ),
        ]


class MemberQuerySet(models.QuerySet["Member"]):
    def present(self) -> Self:
        return self.filter(ended_at=None)

    def with_inhabitant(self, key: str) -> Self:
        """Rows in which somebody stands, on either side."""
        return self.filter(Q(inhabitant=key) | Q(own_inhabitant=key))


class Member(models.Model):
    """Somebody in a resident's family: a child, or an adult, who has a row about the resident too."""

    key = models.CharField(max_length=80, unique=True)
    resident = models.CharField(max_length=80, db_index=True)  # whose family
    own_inhabitant = models.CharField(max_length=120, db_index=True)  # who that resident is
    kind = models.CharField(max_length=10)
    inhabitant = models.CharField(max_length=120, db_index=True)  # who is in it
    other = models.CharField(max_length=80, blank=True, db_index=True)  # the account of an adult
    label = models.CharField(max_length=40)  # how the resident calls them; no name from the register
    consent = models.CharField(max_length=80)
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=20, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "inhabitant"], condition=Q(ended_at=None), name="in_a_family_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="child", other="") | Q(kind="adult", other__gt=""),
                name="an_adult_has_an_account",
            ),
        ]


class Bar(models.Model):
    """That somebody may not take a child into their family by app, because a counter knows more."""

    key = models.CharField(max_length=80, unique=True)
    own_inhabitant = models.CharField(max_length=120)
    inhabitant = models.CharField(max_length=120)
    reason = models.CharField(max_length=200)
    set_by = models.CharField(max_length=120)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["own_inhabitant", "inhabitant"], name="barred_once"),
        ]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, at: datetime) -> Self:
        return self.filter(used_at=None, ended_at=None, expires_at__gt=at)


class Invitation(models.Model):
    """A link by which somebody of full age comes into a family; only the hash of its code is kept."""

    key = models.CharField(max_length=80, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    resident = models.CharField(max_length=80, db_index=True)
    consent = models.CharField(max_length=80)  # of who asks
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()


class MandateQuerySet(models.QuerySet["Mandate"]):
    def standing(self) -> Self:
        """Given and not ended; accepted or not, begun or not."""
        return self.filter(ended_at=None)

    def of_inhabitant(self, key: str) -> Self:
        """Those on whose either side somebody stands."""
        return self.filter(Q(giver=key) | Q(delegate=key))

    def of_account(self, key: str) -> Self:
        """Those that hang on an account; what a counter wrote down does not hang on the giver's."""
        return self.filter(Q(delegate_resident=key) | Q(giver_resident=key, channel="app"))


class Mandate(models.Model):
    """That somebody may do named acts for another, until a day and within limits."""

    key = models.CharField(max_length=80, unique=True)
    number = models.CharField(max_length=9, unique=True)  # to be said at a counter; opens nothing by itself
    giver = models.CharField(max_length=120, db_index=True)  # inhabitant
    giver_resident = models.CharField(max_length=80, blank=True, db_index=True)  # none without an account
    giver_label = models.CharField(max_length=40)  # how the delegate reads whom it is for
    delegate = models.CharField(max_length=120, blank=True, db_index=True)  # inhabitant, once accepted
    delegate_resident = models.CharField(max_length=80, blank=True, db_index=True)
    delegate_label = models.CharField(max_length=40)  # how the giver calls them
    acts = models.JSONField()  # keys of acts
    starts_on = models.DateField()
    ends_on = models.DateField()
    times = models.PositiveIntegerField(null=True)
    amount_yen = models.PositiveIntegerField(null=True)  # in all
    reason = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=10)  # "app" | "counter"
    given_by = models.CharField(max_length=120)
    given_by_division = models.CharField(max_length=120, blank=True)
    given_at = models.DateTimeField()
    token_hash = models.CharField(max_length=64, unique=True)
    token_until = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=20, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="a_mandate_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(delegate__gt=""), name="who_accepted_is_somebody"
            ),
            models.CheckConstraint(condition=~Q(delegate=models.F("giver")), name="nobody_delegates_to_self"),
        ]


class MandateUse(models.Model):
    """One act done in another's name; only added."""

    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="uses")
    act = models.CharField(max_length=60)
    what = models.CharField(max_length=200, blank=True)
    amount_yen = models.PositiveIntegerField(default=0)
    channel = models.CharField(max_length=10)
    level = models.PositiveSmallIntegerField()  # what the delegate had proven
    done_at = models.DateTimeField()
