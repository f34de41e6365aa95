from datetime import datetime
from typing import Self

from django.db import models


class State(models.TextChoices):
    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self) -> Self:
        return self.filter(state=State.WAITING)

    def due(self, at: datetime) -> Self:
        return self.waiting().filter(due_at__lte=at)

    def dead(self) -> Self:
        return self.filter(state=State.DEAD)


class Message(models.Model):
    """One announcement: written together with what it tells, kept until every receiver has heard it."""

    key = models.CharField(max_length=32, unique=True)
    signal = models.CharField(max_length=120)
    body = models.JSONField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    announced_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    delivered_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=State.DELIVERED) | models.Q(delivered_at__isnull=False),
                name="delivered_message_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=models.Q(state="waiting"), name="messages_waiting"
            ),
            models.Index(fields=["state", "delivered_at"], name="messages_by_state"),
        ]


class Delivery(models.Model):
    """The mark that one receiver has heard one message; written in the receiver's own transaction."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    receiver = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "receiver"], name="one_delivery_per_receiver"),
        ]
