"""A house started as its own process, as a city starts it."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 120.0


class House:
    """A running `demo` or `up`: its words, its pages and its processes."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(iter(self.process.stdout.readline, ""))

    def wait_for(self, pattern: str) -> re.Match[str]:
        """The first line that matches; a house that ends before it is a failure."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for line in list(self.lines):
                if found := re.search(pattern, line):
                    return found
            assert self.process.poll() is None, "".join(self.lines)
            time.sleep(0.05)
        raise AssertionError(f"no line like {pattern!r} came:\n" + "".join(self.lines))

    def hear_out(self) -> None:
        """Wait for the last words of a house that has ended."""
        self._reader.join(PATIENCE)

    def get(self, path: str) -> tuple[int, str]:
        address = self.wait_for(r"(http://localhost:\d+)")[1]
        try:
            with urllib.request.urlopen(address + path, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    def children(self) -> list[int]:
        """Every process below this one, whatever its group."""
        family = [self.process.pid]
        for process in family:
            family += [
                child for child, parent in _parents().items() if parent == process and child not in family
            ]
        return family[1:]

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=60)


@contextmanager
def house(command: str, *words: str, folder: Path, **surroundings: str) -> Iterator[House]:
    """A house on a data folder of its own; whatever happens, it is gone afterwards."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAGACITY_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "sagacity.site", command, *words, "--data-dir", str(folder)],
        env={**kept, **surroundings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    running = House(process)
    try:
        yield running
    finally:
        if process.poll() is None:
            running.end()


def eventually_gone(processes: list[int]) -> bool:
    """Whether all these processes end within some seconds."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if not set(processes) & set(_parents()):
            return True
        time.sleep(0.1)
    return False


def _parents() -> dict[int, int]:
    """Living processes and who started them."""
    found: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] not in {"Z", "X"}:
            found[int(path.parent.name)] = int(fields[1])
    return found
