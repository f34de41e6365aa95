"""Workers: which processes do jobs, and whether they still live."""

import os
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sagacity.kit import clock
from sagacity.kit.jobs import models

BEAT_EVERY = timedelta(seconds=10)
# On another machine silence is all we can go by; SQLite's longest wait for its lock is shorter.
SILENT_AFTER = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class WorkerFact:
    name: str
    host: str
    started_at: datetime
    seen_at: datetime


def all_workers() -> list[WorkerFact]:
    """Every worker that has signed in and not out, oldest first."""
    return [
        WorkerFact(row.name, row.host, row.started_at, row.seen_at)
        for row in models.Worker.objects.order_by("started_at", "id")
    ]


@contextmanager
def at_work(at: datetime | None = None) -> Iterator[str]:
    """Sign in as a worker for a while."""
    name = f"{os.getpid()}-{uuid.uuid4().hex[:16]}"
    now = at or clock.now()
    models.Worker.objects.create(
        name=name, host=socket.gethostname(), process=_process(os.getpid()), started_at=now, seen_at=now
    )
    try:
        yield name
    finally:
        models.Worker.objects.filter(name=name).delete()


def beat(*, worker: str, at: datetime) -> None:
    """Say that a worker is alive."""
    models.Worker.objects.filter(name=worker).update(seen_at=at)


def dead(*, at: datetime) -> list[str]:
    """Workers that are gone: their process has ended, or they were silent for long on another machine."""
    return [row.name for row in models.Worker.objects.all() if not _lives(row, at)]


def _lives(row: models.Worker, at: datetime) -> bool:
    here = row.host == socket.gethostname()
    if here and row.process and (boot := _boot()) and row.process.endswith(boot):
        return _process(int(row.process.split()[0])) == row.process
    return at - row.seen_at < SILENT_AFTER


def _process(number: int) -> str:
    """A process, told apart from later ones of its number; empty where the system does not tell."""
    try:
        after_name = Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return ""
    state, started = after_name[0], after_name[19]
    return "" if state in {"Z", "X"} else f"{number} {started} {_boot()}"


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("utf-8").strip()
    except OSError:
        return ""
