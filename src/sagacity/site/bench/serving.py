"""A data-linkage platform of its own to measure, on SQLite and on PostgreSQL, and what a request costs it."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sagacity.site.bench import loading


def databases() -> Iterator[tuple[str, str]]:
    """SQLite, and PostgreSQL where a server is named: its name and its address."""
    yield "SQLite", ""
    if server := os.environ.get("SAGACITY_TEST_DATABASE_URL", ""):
        yield "PostgreSQL", server


@dataclass(frozen=True, slots=True)
class Serving:
    """A running broker process."""

    port: int
    process: int

    def costs(self, requests: Iterable[bytes], *, each: int = 1) -> float:
        """How many of what a request does the broker's process does in a second of processor time."""
        before = loading.cpu_seconds(self.process)
        load = asyncio.run(loading.send(self.port, requests))
        used = loading.cpu_seconds(self.process) - before
        if load.good != load.all:
            raise RuntimeError(f"not all were carried out: {load.statuses}")
        return load.all * each / used

    def rests(self) -> None:
        """Wait until the process has caught up with what it does beside answering."""
        idle = 0
        while idle < 3:
            before = loading.cpu_seconds(self.process)
            time.sleep(1)
            idle = idle + 1 if loading.cpu_seconds(self.process) - before < 0.1 else 0


@contextmanager
def database(server: str, file: str, part: str = "outside") -> Iterator[str]:
    """An empty database that is gone afterwards."""
    if not server:
        yield file
        return
    import psycopg

    name = f"sagacity_bench_{part}_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def broker(store: str) -> Iterator[Serving]:
    """A process that answers on that store, open to everyone on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "sagacity.broker", "--store", store, "--port", str(port), "--open"]
    with subprocess.Popen(command) as process:
        try:
            _wait(port, process)
            yield Serving(port, process.pid)
        finally:
            process.send_signal(signal.SIGTERM)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the broker did not start")
