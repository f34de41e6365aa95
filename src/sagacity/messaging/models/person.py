"""Whom the city can reach: a person (today a device), their marks, and where they can be reached."""

from datetime import time

from django.db import models
from django.db.models import Q

from sagacity.messaging.types import Channel, EndpointState

CHANNELS = [(one.value, one.value) for one in Channel]


class Person(models.Model):
    """Somebody who can be told something. The key is identity's: a device today, a resident later."""

    key = models.CharField(max_length=80, unique=True)
    language = models.CharField(max_length=10, default="ja")
    channels = models.JSONField(default=list)  # in the order the person wishes; empty = the city's order
    quiet_from = models.TimeField(default=time(21, 0))
    quiet_until = models.TimeField(default=time(7, 0))
    most_per_day = models.PositiveSmallIntegerField(default=5)
    # A counter, never a count of rows: a day of many messages must not make the next one slow or wrong.
    counted_on = models.DateField(null=True)
    counted = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()


class Mark(models.Model):
    """One thing a person can be addressed by, such as a district, a topic or a month of birth."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=60)
    value = models.CharField(max_length=220)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "value"], name="one_mark_of_a_kind_and_value"),
        ]
        indexes = [models.Index(fields=["kind", "value", "person"], name="mark_by_value")]


class Endpoint(models.Model):
    """Where one channel reaches a person: a push subscription, an address of mail, an account of LINE."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="endpoints")
    channel = models.CharField(max_length=10, choices=CHANNELS)
    address = models.TextField()
    address_hash = models.CharField(max_length=64)
    keys = models.JSONField(default=dict)  # push: p256dh and auth, base64url
    state = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in EndpointState], default=EndpointState.ACTIVE
    )
    retired_why = models.CharField(max_length=40, blank=True)
    retired_at = models.DateTimeField(null=True)
    secret_hash = models.CharField(max_length=64, blank=True)  # of the code that proves an address
    secret_until = models.DateTimeField(null=True)
    secret_tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "channel", "address_hash"], name="one_endpoint_per_address"
            ),
        ]
        indexes = [
            models.Index(fields=["channel", "state", "person"], name="endpoint_by_channel"),
            models.Index(fields=["address_hash"], name="endpoint_by_address"),
            models.Index(fields=["secret_hash"], name="endpoint_invited", condition=~Q(secret_hash="")),
        ]
