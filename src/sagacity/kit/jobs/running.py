"""Doing jobs: one at a time, with a look at the stop sign, and progress for those who wait."""

import logging
import threading
import time
import traceback
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django_tasks import task

from sagacity.kit import clock
from sagacity.kit.jobs import declaring, models, workers
from sagacity.kit.jobs.models import State

logger = logging.getLogger(__name__)
# A job that reports every row must not write every row.
PROGRESS_EVERY = 0.3


class JobCancelled(Exception):
    """Somebody asked this job to stop, or another worker does it now."""


class WorkerStopping(BaseException):
    """The worker is told to stop: the job goes back and begins again with the next worker."""


@dataclass(slots=True)
class _Running:
    job: str
    worker: str
    stop: threading.Event
    wrote: float = 0.0
    unwritten: dict[str, object] = field(default_factory=dict)


_now_running: ContextVar[_Running | None] = ContextVar("running_job", default=None)


def current() -> str:
    """The key of the job this code runs in; nothing outside of jobs."""
    running = _now_running.get()
    return running.job if running else ""


def progress(*, job: str, done: int, total: int = 0, note: str = "") -> None:
    """Say how far a job is; call it outside of long transactions, or nobody sees it before their end."""
    said: dict[str, object] = {"done": done, "total": total, "note": note[:300]}
    running = _now_running.get()
    if running is None or running.job != job:
        models.Job.objects.filter(key=job).update(**said)
        return
    running.unwritten = said
    if done >= total or time.monotonic() - running.wrote >= PROGRESS_EVERY:
        _write_progress(running)


def check_cancelled(*, job: str) -> None:
    """Look at the stop sign; a long job does so every batch.

    Raises:
        JobCancelled: it should stop, or the job was given to another worker.
    """
    row = models.Job.objects.filter(key=job).values("cancel_asked", "worker", "state").first()
    running = _now_running.get()
    mine = running if running and running.job == job else None
    if row is None or row["cancel_asked"]:
        raise JobCancelled(job)
    if mine and (row["worker"] != mine.worker or row["state"] != State.RUNNING):
        raise JobCancelled(f"{job}: another worker took it over")
    if mine and mine.stop.is_set():
        raise WorkerStopping(job)


def run_waiting(*, limit: int | None = None, queues: tuple[str, ...] = ()) -> int:
    """Do waiting jobs here and now, at most `limit`; says how many were done."""
    from sagacity.kit.jobs import claiming

    with workers.at_work() as worker:
        done = 0
        while limit is None or done < limit:
            if not claiming.run_one(worker=worker, queues=queues, stop=threading.Event()):
                break
            done += 1
    return done


@task(queue_name="default")
def transport(job: str) -> None:
    """What Django Tasks carries for each job; the worker calls `run` with its own name instead."""
    run(job=job, worker="", stop=threading.Event())


def run(*, job: str, worker: str, stop: threading.Event) -> None:
    """Do one job under a worker's name; raises what the job raised."""
    if not _begin(job, worker):
        return  # It was cancelled while it waited, or another worker has it.
    row = models.Job.objects.get(key=job)
    running = _Running(job=job, worker=worker, stop=stop)
    token = _now_running.set(running)
    try:
        declaring.find(row.function)(**row.arguments)
    except JobCancelled:
        _end(running, State.CANCELLED)
    except WorkerStopping:
        _put_back(running)
        raise
    except Exception as problem:
        logger.exception("job %s (%s) failed", job, row.function)
        _end(running, State.FAILED, f"{type(problem).__name__}: {problem}\n\n{traceback.format_exc()}")
        raise
    else:
        _end(running, State.DONE)
    finally:
        _now_running.reset(token)


def _begin(job: str, worker: str) -> bool:
    waiting = models.Job.objects.filter(key=job, state=State.WAITING)
    return bool(waiting.update(state=State.RUNNING, worker=worker, attempts=F("attempts") + 1, error=""))


def _mine(running: _Running) -> models.JobQuerySet:
    return models.Job.objects.running().filter(key=running.job, worker=running.worker)


def _write_progress(running: _Running) -> None:
    if running.unwritten:
        _mine(running).update(**running.unwritten)
    running.unwritten, running.wrote = {}, time.monotonic()


@transaction.atomic
def _end(running: _Running, state: State, error: str = "", at: datetime | None = None) -> None:
    _write_progress(running)
    _mine(running).update(state=state, error=error, ended_at=at or clock.now())


def _put_back(running: _Running) -> None:
    _mine(running).update(state=State.WAITING, worker="", attempts=F("attempts") - 1)
