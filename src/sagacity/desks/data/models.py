"""Tables of the data desk: alarms as tasks, and what shall lie open to everyone."""

from typing import Self

from django.db import models


class AlarmTaskQuerySet(models.QuerySet["AlarmTask"]):
    def open(self) -> Self:
        return self.filter(is_open=True)


class AlarmTask(models.Model):
    """One line of one entity, or one device: how it is by the newest news, and who has it in hand."""

    tenant = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=10)  # "line" | "silence"
    source = models.CharField(max_length=260)  # the line, or the device
    subject = models.CharField(max_length=260)  # the entity
    at = models.DateTimeField()  # of the newest news
    is_open = models.BooleanField()
    severity = models.CharField(max_length=20, blank=True)
    told = models.JSONField()  # what the news said, for words in the reader's language
    taken_by = models.CharField(max_length=120, blank=True)
    taken_by_name = models.CharField(max_length=80, blank=True)
    taken_at = models.DateTimeField(null=True)

    objects = AlarmTaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "source", "subject"], name="one_task_per_alarm"
            ),
        ]
        indexes = [models.Index(fields=["at"], condition=models.Q(is_open=True), name="alarm_tasks_open")]


class OpenProposal(models.Model):
    """A place of the data-linkage platform that somebody wants to lie open; a second person decides."""

    tenant = models.CharField(max_length=50, blank=True)
    path = models.CharField(max_length=520)
    types = models.JSONField(default=list)  # empty: all of them
    reason = models.CharField(max_length=400)
    state = models.CharField(max_length=10, default="asked")  # "asked" | "opened" | "declined"
    proposed_by = models.CharField(max_length=120)
    proposed_by_name = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=120, blank=True)
    decided_by_name = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="opened")
                | (~models.Q(decided_by="") & ~models.Q(decided_by=models.F("proposed_by"))),
                name="a_second_person_opens_data",
            ),
            models.UniqueConstraint(
                fields=["tenant", "path"],
                condition=models.Q(state="asked"),
                name="one_open_proposal_per_place",
            ),
        ]
