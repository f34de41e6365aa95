from typing import Self

from django.db import models


class State(models.TextChoices):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = (State.WAITING, State.RUNNING)


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def running(self) -> Self:
        return self.filter(state=State.RUNNING)


class Job(models.Model):
    """One piece of work: what was asked, how far it is, how it ended; Django Tasks carries its key."""

    key = models.CharField(max_length=80, unique=True)
    function = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    queue = models.CharField(max_length=32)
    same_as = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    error = models.TextField(blank=True)
    cancel_asked = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=64, blank=True)
    enqueued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["function", "same_as"],
                condition=models.Q(state__in=OPEN) & ~models.Q(same_as=""),
                name="one_open_job_of_one_name",
            ),
        ]
        indexes = [models.Index(fields=["state", "enqueued_at"], name="jobs_by_state")]


class Worker(models.Model):
    """A process that does jobs, and when it was last seen alive."""

    name = models.CharField(max_length=64, unique=True)
    host = models.CharField(max_length=200)
    process = models.CharField(max_length=120)  # number, start and boot: no later process can look like it
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
