"""Taking the next job from Django Tasks' table; two workers never take the same one."""

import threading

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from sagacity.kit.jobs import running


def run_one(*, worker: str, queues: tuple[str, ...], stop: threading.Event) -> bool:
    """Take one waiting job and do it; says whether there was one."""
    row = _claim(worker, queues)
    if row is None:
        return False
    try:
        running.run(job=row.args_kwargs["kwargs"]["job"], worker=worker, stop=stop)
    except running.WorkerStopping:
        row.status = TaskResultStatus.READY
        row.save(update_fields=["status"])
    except Exception as problem:
        row.set_failed(problem)
    else:
        row.set_successful(None)
    return True


def _claim(worker: str, queues: tuple[str, ...]) -> "DBTaskResult[..., object] | None":
    waiting = DBTaskResult.objects.ready().filter(task_path=running.transport.module_path)
    if queues:
        waiting = waiting.filter(queue_name__in=queues)
    if not waiting.exists():  # Reading first: an idle worker must not hold SQLite's only write lock.
        return None
    with transaction.atomic():
        row = waiting.get_locked()
        if row is not None:
            row.claim(worker)
        return row
