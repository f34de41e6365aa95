"""The worker process: jobs by queue, the outbox, the audit seal, its sign of life, each in a thread."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import close_old_connections, connections

from sagacity.kit import clock
from sagacity.kit.audit import api as audit
from sagacity.kit.jobs import again, claiming, jobs, reaping, workers
from sagacity.kit.signals import api as signals

IDLE_SECONDS = 0.5
GRACE_SECONDS = 15.0
KEEP = timedelta(days=30)

logger = logging.getLogger(__name__)


def work_forever(stop: threading.Event, queues: tuple[str, ...] = ()) -> None:
    """Do what there is to do until told to stop; a job in hand goes back when it looks at the stop sign."""
    reaping.reap(at=clock.now())
    with workers.at_work() as worker:
        threads = [
            _thread(f"jobs-{queue}", partial(_one_job, worker, queue, stop), stop, IDLE_SECONDS)
            for queue in queues or tuple(settings.TASKS["default"]["QUEUES"])
        ]
        threads += [
            _thread("outbox", lambda: signals.deliver(limit=50) > 0, stop, IDLE_SECONDS),
            _thread("seal", lambda: audit.seal(limit=500) > 0, stop, 2.0),
            _thread("life", lambda: _sign_of_life(worker), stop, workers.BEAT_EVERY.total_seconds()),
            _thread("tidy", _tidy, stop, 3600.0),
        ]
        threads += [
            _thread(name, turn.function, stop, turn.seconds) for name, turn in again.all_turns().items()
        ]
        stop.wait()
        for thread in threads:
            thread.join(GRACE_SECONDS)


def _one_job(worker: str, queue: str, stop: threading.Event) -> bool:
    return claiming.run_one(worker=worker, queues=(queue,), stop=stop)


def _sign_of_life(worker: str) -> bool:
    workers.beat(worker=worker, at=clock.now())
    reaping.reap(at=clock.now())
    return False


def _tidy() -> bool:
    before = clock.now() - KEEP
    jobs.prune(before=before)
    return signals.prune(before=before) > 0


def _thread(name: str, once: Callable[[], bool], stop: threading.Event, idle: float) -> threading.Thread:
    thread = threading.Thread(target=_loop, args=(name, once, stop, idle), name=name, daemon=True)
    thread.start()
    return thread


def _loop(name: str, once: Callable[[], bool], stop: threading.Event, idle: float) -> None:
    """Again at once while there is work; after a failure (a database restarts) wait longer each time."""
    failures = 0
    try:
        while not stop.is_set():
            try:
                close_old_connections()
                worked = once()
                failures = 0
            except Exception:
                failures += 1
                worked = False
                logger.exception("the worker's %s stumbled; it goes on", name)
            if not worked:
                stop.wait(min(60.0, idle * 2 ** min(failures, 6)))
    finally:
        connections.close_all()
