"""The table of questions that residents ask about looks at their data."""

from django.db import models


class Question(models.Model):
    """One question about one line of the audit log, and its answer."""

    key = models.CharField(max_length=80, unique=True)
    resident = models.CharField(max_length=120, db_index=True)
    line = models.PositiveBigIntegerField()
    text = models.CharField(max_length=1000)
    asked_at = models.DateTimeField(db_index=True)
    answer = models.CharField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_by_division = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resident", "line"], name="one_question_about_a_look"),
        ]
