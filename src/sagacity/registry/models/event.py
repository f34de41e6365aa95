from django.db import models

from sagacity.registry.models.record import Record


class Event(models.Model):
    """催し: what its record says, in columns that can be asked for."""

    key = models.CharField(max_length=200, unique=True)
    record = models.OneToOneField(Record, on_delete=models.CASCADE, related_name="event")
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    unparsed_text = models.TextField(blank=True)  # of the dates; always shown
    keywords = models.JSONField(default=list)
    topics = models.TextField(default="|")  # kinds, keywords and tags: |a|b|
    venue = models.CharField(max_length=300, blank=True)  # else where people gather
    town = models.CharField(
        max_length=120, blank=True
    )  # as the city writes it; empty when no address names one
    state = models.CharField(max_length=40, blank=True)  # as written: 中止, 延期 …
    is_free = models.BooleanField(default=False)  # nobody pays anything, and it says so
    for_children = models.BooleanField(default=False)
    changed_at = models.DateTimeField()


class Occurrence(models.Model):
    """One time a public event takes place, from its first to its last day."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="occurrences")
    on = models.DateField()
    until = models.DateField()
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)

    class Meta:
        ordering = ["on", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("on")), name="event_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["on", "until"], name="occurrence_days")]
