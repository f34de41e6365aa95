"""Tables of surveys. No row of answers knows a person, a time or its place in a row."""

import uuid

from django.db import models


class Survey(models.Model):
    """One survey: its secret, and the box in which answers wait."""

    procedure = models.CharField(max_length=80, unique=True)
    version = models.CharField(max_length=40)
    closes_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    shows_live = models.BooleanField(default=False)
    secret = models.BinaryField()  # of the tokens, under seal; empty once closed
    box = models.BinaryField()  # answers that wait, under seal, always of a round length
    reminded = models.BooleanField(default=False)


class Token(models.Model):
    """Somebody has answered. Who, only the survey's secret could say, and what, nobody."""

    digest = models.CharField(max_length=64, primary_key=True)  # one answer for each person and survey
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE)


class Answer(models.Model):
    """One sheet, without what was written freely."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE)
    said = models.JSONField()


class OwnWords(models.Model):
    """What somebody wrote freely, apart from their sheet."""

    class State(models.TextChoices):
        NEW = "new"
        KEPT = "kept"
        DROPPED = "dropped"

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE)
    question = models.CharField(max_length=60)
    sealed = models.BinaryField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
