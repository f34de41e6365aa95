"""Tables of cards: the city's signing keys, the cards, and whose card somebody else may carry."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q


class SigningKey(models.Model):
    """A key with which the city signs cards; its private half is sealed with a key that is not in here."""

    kid = models.CharField(max_length=11, unique=True)
    x = models.CharField(max_length=43)
    y = models.CharField(max_length=43)
    sealed = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    starts_at = models.DateTimeField()  # signs from here on; readers know it before
    ends_at = models.DateTimeField(null=True)  # signs no longer; readers know it until the last card is over
    withdrawn_at = models.DateTimeField(null=True)  # somebody else may have it: no reader accepts it

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="card_key_ends_after_it_starts",
            ),
        ]


class CardQuerySet(models.QuerySet["Card"]):
    def valid(self, at: datetime) -> Self:
        """Cards a reader accepts, those that another has taken the place of too."""
        return self.filter(ended_at=None, expires_at__gt=at)

    def live(self, at: datetime) -> Self:
        """Cards their holders know as theirs."""
        return self.valid(at).filter(renewed_at=None)


class Card(models.Model):
    """One citizen card on one phone or on one sheet of paper."""

    number = models.CharField(max_length=22, unique=True)  # 128 random bits, new at each issue
    handle = models.CharField(max_length=5, unique=True)  # the first half of its short code
    kind = models.CharField(max_length=10)
    resident = models.CharField(max_length=80, blank=True, db_index=True)  # whose phone carries it
    browser = models.CharField(max_length=80, blank=True, db_index=True)  # in which it lies; empty on paper
    inhabitant = models.CharField(max_length=80, db_index=True)  # whose card it is
    x = models.CharField(max_length=43, blank=True)  # the phone's public key; empty on paper
    y = models.CharField(max_length=43, blank=True)
    label = models.CharField(max_length=60, blank=True)  # what the holder calls phone or child
    place = models.PositiveIntegerField(null=True, unique=True)  # in the list of ended ones, of wallets
    kid = models.CharField(max_length=11)
    has_facts = models.BooleanField(default=False)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    issued_by = models.CharField(max_length=120)
    renewed_at = models.DateTimeField(null=True)  # another took its place; it stays valid
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=200, blank=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("issued_at")), name="card_expires_after_its_issue"
            ),
            models.CheckConstraint(condition=Q(kind="printed") | ~Q(x=""), name="card_on_a_phone_has_a_key"),
        ]
        indexes = [models.Index(fields=["x"], name="card_by_phone")]


class WalletOffer(models.Model):
    """A card that waits some minutes for a wallet; its code is made from its name and kept nowhere."""

    name = models.CharField(max_length=30, unique=True)
    resident = models.CharField(max_length=80, db_index=True)
    district = models.CharField(max_length=120, blank=True)  # as people call it
    pin_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    until = models.DateTimeField(db_index=True)
    taken_at = models.DateTimeField(null=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    token_until = models.DateTimeField(null=True)
    card = models.CharField(max_length=22, blank=True)


class UsedNonce(models.Model):
    """A nonce that came back: it counts once."""

    nonce_hash = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField(db_index=True)


class CarriageQuerySet(models.QuerySet["Carriage"]):
    def on(self, day: date) -> Self:
        return self.filter(ended_at=None, starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))


class Carriage(models.Model):
    """That a resident may carry the card of another: a parent a child's, a carer that of who is cared for."""

    key = models.CharField(max_length=80, unique=True)
    resident = models.CharField(max_length=80, db_index=True)
    inhabitant = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)  # "child" | "proxy"
    label = models.CharField(max_length=60)  # how the resident calls them; no name from the register
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    reason = models.CharField(max_length=200)
    granted_by = models.CharField(max_length=120)
    granted_by_name = models.CharField(max_length=80)
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = CarriageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resident", "inhabitant"],
                condition=Q(ended_at=None),
                name="one_carriage_per_person_carried",
            ),
        ]
