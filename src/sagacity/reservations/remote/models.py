"""Tables of the remote counter: calls, their seats, and what was said until the call ends."""

from django.db import models


class Call(models.Model):
    """One talk over a screen; a ticket has one."""

    key = models.CharField(max_length=80, unique=True)
    ticket = models.CharField(max_length=80, unique=True)
    line = models.CharField(max_length=40)
    state = models.CharField(max_length=10)
    person = models.CharField(max_length=120, blank=True, db_index=True)
    language = models.CharField(max_length=10, default="ja")
    clerk = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=120, blank=True)
    page = models.CharField(max_length=80, blank=True)
    last = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "begun_at"], name="remote_call_by_state")]


class Seat(models.Model):
    """Who may sit in a call: the hash of a token that nobody guesses."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="seats")
    role = models.CharField(max_length=20)
    token_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=60, blank=True)
    connection = models.CharField(max_length=32, blank=True)  # the latest; "" while nobody is connected

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "role"], name="one_seat_of_a_role_in_a_call")]


class Message(models.Model):
    """Something said; gone when the call ends."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    sender = models.CharField(max_length=20, blank=True)
    to = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=20)
    body = models.JSONField(default=dict)
    client_key = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="a_message_has_its_number"),
            models.UniqueConstraint(fields=["call", "client_key"], name="a_message_is_kept_once"),
        ]
        indexes = [models.Index(fields=["call", "sender", "at"], name="remote_messages_of_a_seat")]
