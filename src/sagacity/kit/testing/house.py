"""A house of real processes on a database of its own: for stories in which a process is killed."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).parents[3]
OPENING = "import django; django.setup(); import json, sys; "
WORKER = """
import signal, threading
from sagacity.kit.jobs.worker import work_forever
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
work_forever(stop)
"""


class TookTooLong(Exception):
    """What the story waits for did not happen."""


@dataclass(slots=True)
class House:
    """One data folder, one database, and the processes that were started on them."""

    folder: Path
    database_url: str
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def run(self, code: str) -> Any:
        """Run some lines in a process of their own; answers what they hand to `tell(…)`."""
        told = subprocess.run(
            [sys.executable, "-c", f"{OPENING}tell = lambda said: print('TOLD' + json.dumps(said))\n{code}"],
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if told.returncode:
            raise AssertionError(told.stderr)
        lines = [line for line in told.stdout.splitlines() if line.startswith("TOLD")]
        return json.loads(lines[-1][4:]) if lines else None

    def start(self, code: str) -> subprocess.Popen[bytes]:
        """Start some lines as a process that goes on."""
        process = subprocess.Popen(
            [sys.executable, "-c", f"{OPENING}\n{code}"],
            env=self._environment(),
            stderr=(self.folder / f"process-{len(self.processes)}.log").open("wb"),
        )
        self.processes.append(process)
        return process

    def start_worker(self) -> subprocess.Popen[bytes]:
        return self.start(WORKER)

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """End a process as a power cut would."""
        process.send_signal(signal.SIGKILL)
        process.wait()

    def close(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                self.kill(process)

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "sagacity.site.settings"),
            "PYTHONPATH": str(SOURCES),
            "SAGACITY_DATA_DIR": str(self.folder),
            "SAGACITY_DATABASE_URL": self.database_url,
        }


def wait_until(happened: Callable[[], bool], *, seconds: float = 180, what: str = "it") -> None:
    """Wait until something has happened."""
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            raise TookTooLong(f"{what} did not happen within {seconds:g} seconds")
        time.sleep(0.1)


@contextmanager
def built(folder: Path, like: House | None = None) -> Iterator[House]:
    """A house with its tables made, or a copy of one that nobody lives in."""
    folder.mkdir(parents=True, exist_ok=True)
    with _database(like) as url:
        house = House(folder=folder, database_url=url)
        if like is None:
            house.run("from django.core.management import call_command; call_command('migrate', verbosity=0)")
        elif not url:
            shutil.copytree(like.folder, folder, dirs_exist_ok=True)
        try:
            yield house
        finally:
            house.close()


@contextmanager
def _database(like: House | None) -> Iterator[str]:
    """A database of its own on the server under test; on SQLite the folder is enough."""
    server = os.environ.get("SAGACITY_DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield ""
        return
    import psycopg

    name = f"house_{uuid.uuid4().hex[:12]}"
    template = f' TEMPLATE "{like.database_url.rsplit("/", 1)[1]}"' if like else ""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"{template}'.encode())
        try:
            yield f"{server.rsplit('/', 1)[0]}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
