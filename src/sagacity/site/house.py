"""From an empty folder to a running house: the steps that `demo` and `up` share."""

import fcntl
import gc
import http.client
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sagacity.site import environment, processes, zones
from sagacity.site.environment import BrokenSetting
from sagacity.site.speech import say
from sagacity.site.supervisor import Supervisor

PATIENCE = 60.0


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """One house per data folder: two would write over each other.

    Raises:
        BrokenSetting: another one is still running after some seconds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "running.lock").open("w", encoding="utf-8") as lock:
        for _ in range(100):  # children of a killed parent need a moment to end
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.1)
        else:
            raise BrokenSetting(f"another Sagacity runs on {folder}: stop it, or choose another --data-dir")
        yield


def take_port(host: str, port: int, *, or_next: bool) -> socket.socket:
    """Take a port, or the next free one when nobody asked for this one.

    Raises:
        BrokenSetting: it is taken.
    """
    for candidate in range(port, port + 100 if or_next else port + 1):
        try:
            return processes.listen(host, candidate)
        except OSError as problem:
            reason = problem.strerror
    raise BrokenSetting(f"port {port} of {host} cannot be used ({reason}): choose another with --port N")


def history_ports(host: str) -> list[socket.socket]:
    """The port of its own that the history was given, taken; none where the platform does not answer.

    Raises:
        BrokenSetting: it is taken.
    """
    port = environment.number("HISTORY_PORT")
    if not port or not zones.serves(environment.one_of("ZONE", zones.ZONES), "/v2/"):
        return []
    return [take_port(host, port, or_next=False)]


def assemble(*listeners: socket.socket, web: int, workers: int) -> Supervisor:
    """All processes of a house under one parent."""
    from sagacity.broker import api as broker  # announces signals, which need Django

    broker.rest()
    gc.freeze()  # what is loaded now is shared by all children; counting it again would copy it
    supervisor = Supervisor()
    for number in range(web):
        supervisor.add(f"web-{number + 1}", lambda: processes.web(*listeners))
    for number in range(workers):
        supervisor.add(f"worker-{number + 1}", processes.worker)
    supervisor.add("scheduler", processes.scheduler)
    return supervisor


def wait_until_alive(supervisor: Supervisor, listener: socket.socket) -> bool:
    """Whether the front door answers within a minute."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not supervisor.stopping:
        supervisor.look()
        if _alive(host, port):
            return True
        time.sleep(0.05)
    return False


def _alive(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz/live")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def in_steps(*steps: tuple[str, str, Callable[[], object]]) -> None:
    """Do one step after the other, saying before each what it is."""
    for japanese, english, step in steps:
        say(japanese, english)
        step()
