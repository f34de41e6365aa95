from django.db import models


class Slot(models.Model):
    """One turn of one scheduled job: whoever writes the row first asks for the job."""

    name = models.CharField(max_length=200)
    slot = models.DateTimeField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "slot"], name="one_turn_per_slot")]


class Clock(models.Model):
    """When a scheduler last looked at its watch."""

    name = models.CharField(max_length=20, unique=True)
    seen_at = models.DateTimeField()
