"""Alarms as tasks: what began and has not ended, and who has it in hand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from sagacity.broker import api as broker
from sagacity.desks.data import models
from sagacity.kit import policy
from sagacity.kit.audit import api as audit


class NoSuchTask(Exception):
    """The alarm is over, or never was."""


@dataclass(frozen=True, slots=True)
class Task:
    """An open alarm. ``taken_by`` is a name, "" while nobody has it in hand."""

    id: int
    alarm: broker.Alarm
    quality: str
    taken_by: str
    taken_at: datetime | None


def open_tasks(*, limit: int = 50) -> list[Task]:
    """What has begun and not ended, the newest first."""
    return [_task(row) for row in models.AlarmTask.objects.open().order_by("-at", "-id")[:limit]]


@transaction.atomic
def note(*, alarm: broker.Alarm, is_open: bool, quality: str = "") -> None:
    """Write down the newest news of a line or a device; what is older than what is known changes nothing.

    An alarm that begins anew is in nobody's hand again.
    """
    rows = models.AlarmTask.objects.select_for_update()
    which = {
        "tenant": alarm.tenant,
        "kind": alarm.kind,
        "source": alarm.source,
        "subject": alarm.subject,
    }
    told = _told(alarm, quality)
    now = {"at": alarm.at, "is_open": is_open, "severity": alarm.severity, "told": told}
    task, fresh = rows.get_or_create(**which, defaults=now)
    if fresh or alarm.at < task.at or (alarm.at == task.at and is_open == task.is_open):
        return
    if is_open and not task.is_open:
        task.taken_by, task.taken_by_name, task.taken_at = "", "", None
    task.at, task.is_open, task.severity, task.told = alarm.at, is_open, alarm.severity, told
    task.save()


@transaction.atomic
def take(*, id: int, by: policy.Person, at: datetime) -> None:
    """Take an alarm in hand; who had it first keeps it.

    Raises:
        NoSuchTask: it is over.
    """
    task = models.AlarmTask.objects.select_for_update().open().filter(id=id).first()
    if task is None:
        raise NoSuchTask(id)
    if task.taken_at is None:
        task.taken_by, task.taken_by_name, task.taken_at = by.key, by.name, at
        task.save(update_fields=["taken_by", "taken_by_name", "taken_at"])
        thing = f"broker:{task.tenant}:alarm:{task.source}:{task.subject}"
        audit.record(actor=by, action="broker.take_alarm", thing=thing, at=at)


def _told(alarm: broker.Alarm, quality: str) -> dict[str, Any]:
    return {
        "path": alarm.path,
        "name": alarm.name,
        "attribute": alarm.attribute,
        "value": alarm.value,
        "level": alarm.level,
        "quality": quality,
    }


def _task(row: models.AlarmTask) -> Task:
    told = dict(row.told)
    quality = told.pop("quality", "")
    alarm = broker.Alarm(
        tenant=row.tenant,
        kind=row.kind,
        source=row.source,
        subject=row.subject,
        at=row.at,
        severity=row.severity,
        **told,
    )
    return Task(row.id, alarm, quality, row.taken_by_name, row.taken_at)
