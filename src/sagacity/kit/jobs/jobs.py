"""Jobs: asked for, looked at, cancelled."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django_tasks.utils import normalize_json

from sagacity.kit import clock, keys
from sagacity.kit.jobs import declaring, models
from sagacity.kit.jobs.models import State


class NoSuchJob(Exception):
    """There is no job of this key; finished ones are forgotten after a month."""


@dataclass(frozen=True, slots=True)
class JobState:
    """How far a job is, for a progress bar and for the person waiting before it."""

    state: State
    done: int
    total: int
    note: str
    error: str

    @property
    def ended(self) -> bool:
        return self.state not in models.OPEN


def enqueue(function: Callable[..., Any], /, *, key: str = "", **arguments: Any) -> str:
    """Ask for a job, as part of the current transaction; the same `key` while it is open means the same job.

    Raises:
        NotAJob: the function is not declared as a job or does not take these arguments.
    """
    declared = declaring.declaration_of(function, arguments)
    path = declaring.path_of(function)
    row = models.Job(
        key=keys.new("Job"),
        function=path,
        arguments=_as_json(path, arguments),
        queue=declared.queue,
        same_as=key,
        enqueued_at=clock.now(),
    )
    if not key:
        return _insert(row)
    while True:
        open_one = models.Job.objects.open().filter(function=path, same_as=key).first()
        if open_one is not None:
            return open_one.key
        try:
            return _insert(row)
        except IntegrityError:
            row.pk = None  # Somebody else asked for it in the same moment: look again.


def state(*, job: str) -> JobState:
    """How far a job is.

    Raises:
        NoSuchJob: it never was, or was forgotten.
    """
    row = models.Job.objects.filter(key=job).first()
    if row is None:
        raise NoSuchJob(job)
    return JobState(State(row.state), row.done, row.total, row.note, row.error)


@transaction.atomic
def cancel(*, job: str, at: datetime | None = None) -> None:
    """Stop a job: at once if it waits, at its next look if it runs, not at all if it has ended."""
    row = models.Job.objects.select_for_update().filter(key=job).first()
    if row is None:
        raise NoSuchJob(job)
    if row.state == State.WAITING:
        row.state, row.ended_at = State.CANCELLED, at or clock.now()
    row.cancel_asked = True
    row.save(update_fields=["state", "ended_at", "cancel_asked"])


def backlog() -> int:
    """How many jobs are waiting for a worker."""
    return models.Job.objects.filter(state=State.WAITING).count()


def prune(*, before: datetime) -> int:
    """Forget jobs that ended before a moment, and their transport."""
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
    forgotten, _ = models.Job.objects.exclude(state__in=models.OPEN).filter(ended_at__lt=before).delete()
    return forgotten


@transaction.atomic
def _insert(row: models.Job) -> str:
    from sagacity.kit.jobs.running import transport

    row.save(force_insert=True)
    transport.using(queue_name=row.queue).enqueue(job=row.key)
    return row.key


def _as_json(path: str, arguments: dict[str, Any]) -> dict[str, Any]:
    try:
        return dict(normalize_json(arguments))
    except TypeError as problem:
        raise declaring.NotAJob(
            f"{path}: its arguments must be JSON (send keys, not things): {problem}"
        ) from problem
