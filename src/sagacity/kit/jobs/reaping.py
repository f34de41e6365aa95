"""Jobs of dead workers go back to the queue; one that kills every worker is given up."""

import logging
from datetime import datetime

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from sagacity.kit.jobs import models, workers
from sagacity.kit.jobs.models import State

ATTEMPTS = 3
logger = logging.getLogger(__name__)


def reap(*, at: datetime) -> int:
    """Put the jobs of dead workers back; says how many."""
    gone = workers.dead(at=at)
    known = set(models.Worker.objects.values_list("name", flat=True)) - set(gone)
    orphans = [row for row in _running() if not row.worker_ids or row.worker_ids[-1] not in known]
    if not gone and not orphans:
        return 0
    for row in orphans:
        _put_back(row, at)
    models.Worker.objects.filter(name__in=gone).delete()
    return len(orphans)


def _running() -> "list[DBTaskResult[..., object]]":
    return list(DBTaskResult.objects.running().only("id", "worker_ids", "args_kwargs", "status"))


@transaction.atomic
def _put_back(row: "DBTaskResult[..., object]", at: datetime) -> None:
    """One orphan returns, unless its worker ended it in this very moment."""
    taken = DBTaskResult.objects.running().filter(id=row.id, worker_ids=row.worker_ids)
    job = models.Job.objects.select_for_update().filter(key=row.args_kwargs["kwargs"].get("job")).first()
    if job is not None and job.state == State.RUNNING and job.attempts >= ATTEMPTS:
        job.state, job.ended_at = State.FAILED, at
        job.error = f"the worker died {job.attempts} times while doing this job; it is not tried again"
        job.save(update_fields=["state", "ended_at", "error"])
        taken.update(status=TaskResultStatus.FAILED, finished_at=at)
        return
    if job is not None and job.state == State.RUNNING:
        job.state = State.CANCELLED if job.cancel_asked else State.WAITING
        job.worker = ""
        job.ended_at = at if job.cancel_asked else None
        job.save(update_fields=["state", "worker", "ended_at"])
    if taken.update(status=TaskResultStatus.READY):
        logger.warning("job %s goes back: its worker is gone", job.key if job else row.id)
