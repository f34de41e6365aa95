"""The parent of all processes of a house: starts them, starts them again, and takes them down with it."""

import logging
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connections

from sagacity.site.lineage import die_with_parent

logger = logging.getLogger(__name__)
PATIENCE = 20.0  # seconds a child has to end by itself; a worker gives its job back within 15
LONGEST_WAIT = 30.0
HEALTHY_AFTER = 60.0


@dataclass(slots=True)
class _Child:
    name: str
    work: Callable[[], None]
    pid: int = 0
    started: float = 0.0
    falls: int = 0
    start_at: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Forks after Django is loaded, so that every process shares its memory and starts at once."""

    children: list[_Child] = field(default_factory=list)
    stopping: bool = False

    def add(self, name: str, work: Callable[[], None]) -> None:
        self.children.append(_Child(name, work))

    def start(self) -> None:
        """Start every child; from here on SIGTERM and Ctrl-C mean: stop all."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop_soon)
        self._start_due()

    def tend(self) -> None:
        """Watch over the children until told to stop."""
        while not self.stopping:
            self.look()
            time.sleep(0.2)

    def look(self) -> None:
        """Notice the fallen and start those whose waiting time is over."""
        for child in self.children:
            if child.pid and (status := _ended(child.pid)) is not None:
                self._has_fallen(child, status)
        self._start_due()

    def stop(self) -> None:
        """Ask all to end, then insist; afterwards no process is left."""
        self.stopping = True
        _tell(self._alive(), signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while self._alive() and time.monotonic() < deadline:
            for child in self._alive():
                if _ended(child.pid) is not None:
                    child.pid = 0
            time.sleep(0.05)
        late = self._alive()
        _tell(late, signal.SIGKILL)
        for child in late:
            os.waitpid(child.pid, 0)
            child.pid = 0

    def _alive(self) -> list[_Child]:
        return [child for child in self.children if child.pid]

    def _stop_soon(self, *_: object) -> None:
        self.stopping = True

    def _start_due(self) -> None:
        for child in self.children:
            if not child.pid and not self.stopping and time.monotonic() >= child.start_at:
                _fork(child)

    def _has_fallen(self, child: _Child, status: int) -> None:
        lived = time.monotonic() - child.started
        child.falls = 1 if lived > HEALTHY_AFTER else child.falls + 1
        wait = min(0.5 * 2 ** (child.falls - 1), LONGEST_WAIT)
        child.pid, child.start_at = 0, time.monotonic() + wait
        logger.warning("%s ended (%s); it starts again in %.1f s", child.name, _reason(status), wait)


def _fork(child: _Child) -> None:
    close_connections()
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    child.started = time.monotonic()
    child.pid = os.fork()
    if child.pid == 0:
        _be_child(child, parent)


def _be_child(child: _Child, parent: int) -> None:
    code = 1
    try:
        os.setpgid(0, 0)  # Ctrl-C reaches the parent alone, which then ends its children in order
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        die_with_parent(parent)
        child.work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # not sys.exit: what the parent does at its end is not the child's to do


def close_connections() -> None:
    """A database connection must never be shared by two processes."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def _ended(pid: int) -> int | None:
    gone, status = os.waitpid(pid, os.WNOHANG)
    return status if gone else None


def _tell(children: list[_Child], number: int) -> None:
    for child in children:
        os.kill(child.pid, number)


def _reason(status: int) -> str:
    if os.WIFSIGNALED(status):
        return f"signal {os.WTERMSIG(status)}"
    return f"exit code {os.waitstatus_to_exitcode(status)}"
