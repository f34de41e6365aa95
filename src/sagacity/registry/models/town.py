from django.db import models

from sagacity.registry.models.record import Record


class Town(models.Model):
    """町字: a named part of the city with its representative point."""

    key = models.CharField(max_length=200, unique=True)
    record = models.OneToOneField(Record, on_delete=models.CASCADE, related_name="town")
    name = models.CharField(max_length=120)
    kana = models.CharField(max_length=120, blank=True)
    group = models.CharField(max_length=120, blank=True)
    school_district = models.CharField(max_length=120, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        ordering = ["group", "name"]
