"""Tables of neighbourhood news: what readers said about a post. Posts themselves are notices of messaging."""

from django.db import models
from django.db.models import Q


class PostReport(models.Model):
    """「これは違う・傷つく人がいる」: a task for staff until somebody has looked."""

    key = models.CharField(max_length=80, unique=True)
    post = models.CharField(max_length=80)  # key of the notice
    reporter = models.CharField(max_length=80)  # key of the device
    about = models.CharField(max_length=12)
    words = models.CharField(max_length=600, blank=True)
    language = models.CharField(max_length=10, default="ja")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12, blank=True)  # "" = open | "kept" | "taken_down"
    answer = models.CharField(max_length=400, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_by_name = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "reporter"], name="one_report_per_reader_and_post"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None) | ~Q(outcome=""),
                name="report_is_decided_with_outcome",
            ),
        ]
        indexes = [models.Index(fields=["outcome", "at"], name="report_by_outcome")]
