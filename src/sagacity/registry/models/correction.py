from django.db import models


class Correction(models.Model):
    """「この情報は違います」: what somebody says of a record, and what became of it."""

    key = models.CharField(max_length=200, unique=True)
    record = models.CharField(max_length=200, db_index=True)  # key of the place, event or record
    record_name = models.CharField(max_length=300)
    column = models.CharField(max_length=120, blank=True)
    says = models.TextField()
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=10, default="open", db_index=True)
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    run = models.CharField(max_length=200, blank=True)  # the one-row run that carries it

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "accepted", "declined"]), name="correction_state"
            ),
        ]
