from django.db import models

from sagacity.registry.models.dataset import DataSet
from sagacity.registry.models.record import Record


class StatTable(models.Model):
    """A table of figures, such as population by town and month."""

    dataset = models.OneToOneField(DataSet, on_delete=models.CASCADE, related_name="table")
    columns = models.JSONField(default=list)  # in the order of the standard


class StatRow(models.Model):
    """The figures of one area on one day."""

    table = models.ForeignKey(StatTable, on_delete=models.CASCADE, related_name="rows")
    record = models.OneToOneField(Record, on_delete=models.CASCADE, related_name="figures")
    area = models.CharField(max_length=120, blank=True)
    area_code = models.CharField(max_length=20, blank=True)
    on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["table", "on", "area"], name="stat_day_area")]
