"""The table of the desk: what was changed at the counters, and when."""

from django.db import models


class Change(models.Model):
    """One change in one sentence, from one day on."""

    key = models.CharField(max_length=80, unique=True)
    client_key = models.CharField(max_length=60, unique=True)
    day = models.DateField()
    sentence = models.CharField(max_length=200)
    line = models.CharField(max_length=40, blank=True)  # of the queue; "" for the whole house
    procedure = models.CharField(max_length=80, blank=True)  # "" for all
    written_by_name = models.CharField(max_length=80)
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["day"], name="changes_by_day")]
