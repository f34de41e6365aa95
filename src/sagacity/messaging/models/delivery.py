from django.db import models
from django.db.models import Q

from sagacity.messaging.models.notice import Notice
from sagacity.messaging.models.person import CHANNELS, Endpoint, Person
from sagacity.messaging.types import DeliveryState


class Batch(models.Model):
    """Some hundred deliveries of one notice by one channel: what one job sends."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="batches")
    channel = models.CharField(max_length=10, choices=CHANNELS)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], name="batch_open", condition=Q(done_at__isnull=True)),
        ]


class Delivery(models.Model):
    """One notice to one person by one channel, at most once; the record that proves it."""

    # The keys below begin with both: an index of its own for either would only slow every row down.
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="deliveries", db_index=False)
    channel = models.CharField(max_length=10, choices=CHANNELS)
    batch = models.ForeignKey(Batch, on_delete=models.SET_NULL, null=True, related_name="deliveries")
    endpoint = models.ForeignKey(Endpoint, on_delete=models.SET_NULL, null=True)
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in DeliveryState])
    why = models.CharField(max_length=40, blank=True)  # a stable code, such as "gone" or "cap"
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)  # when it is tried next
    fall_back_at = models.DateTimeField(null=True)  # without a receipt before this, the next channel is tried
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)  # the outside party took it
    received_at = models.DateTimeField(null=True)  # the person's own device said so
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "person", "channel"], name="one_delivery_per_notice_person_channel"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "channel", "-notice"], name="delivery_inbox"),
            # Of the few that somebody waits for, not of all that ever were.
            models.Index(
                fields=["due_at"],
                name="delivery_due",
                condition=Q(state=DeliveryState.WAITING, due_at__isnull=False),
            ),
            models.Index(
                fields=["fall_back_at"],
                name="delivery_fall_back",
                condition=Q(state=DeliveryState.SENT, fall_back_at__isnull=False),
            ),
            models.Index(fields=["notice", "channel", "state"], name="delivery_figures"),
            # Small ones, so that live figures never walk over every delivery of a whole city.
            models.Index(
                fields=["notice", "channel"], name="delivery_read", condition=Q(read_at__isnull=False)
            ),
            models.Index(fields=["notice", "channel", "why"], name="delivery_why", condition=~Q(why="")),
        ]
