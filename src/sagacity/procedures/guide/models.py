"""Tables of the guide: sets for a counter. No row says whose answers they are."""

from django.db import models


class HandedSet(models.Model):
    """The answers of one household, opened by a token of which only the digest is kept."""

    key = models.CharField(max_length=80, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    client_key = models.CharField(max_length=80, unique=True, null=True)  # of a set begun at a counter
    event = models.CharField(max_length=60)
    answers = models.JSONField()
    revision = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)


class Tick(models.Model):
    """One procedure of a set that was done at a counter."""

    handed = models.ForeignKey(HandedSet, on_delete=models.CASCADE, related_name="ticks")
    rule = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)  # key of the member of staff

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handed", "rule"], name="one_tick_of_a_step")]
