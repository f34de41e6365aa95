"""A whole city in processes of its own, as `./sagacity demo` starts it: what the browser visits."""

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src"
SIGN_IN = re.compile(r"^ {4}(\S+) +(\S+) +\S.*（")
READY = "Ready: "
BROKER_KEY = "Broker key: "
PATIENCE = 180.0


class DidNotStart(Exception):
    """The demo ended, or was silent for too long, before it was ready."""


@dataclass(frozen=True, slots=True)
class RunningCity:
    """Where the city answers, and how its staff sign in."""

    address: str
    passwords: Mapping[str, str]
    folder: Path
    broker_key: str = ""  # opens the data-linkage platform, this demonstration's alone


@contextmanager
def running(folder: Path, *, city: str = "") -> Iterator[RunningCity]:
    """A demo on a free port and an empty folder; ended by its own process id."""
    command = [sys.executable, "-m", "sagacity.site", "demo", "--port", str(_free_port())]
    command += ["--data-dir", str(folder), *(["--city", city] if city else [])]
    process = subprocess.Popen(
        command, env=_surroundings(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield _when_ready(process, folder)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
        if process.poll() is None:
            process.kill()


def _surroundings() -> dict[str, str]:
    """Settings of the person who runs the tests must not reach the city."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAGACITY_")}
    return {**kept, "PYTHONPATH": str(SOURCES), "PYTHONUNBUFFERED": "1"}


def _free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return int(any_port.getsockname()[1])


def _when_ready(process: subprocess.Popen[str], folder: Path) -> RunningCity:
    assert process.stdout is not None
    lines: list[str] = []
    passwords: dict[str, str] = {}
    broker_key = ""
    too_long = threading.Timer(PATIENCE, process.kill)
    too_long.start()
    for line in process.stdout:
        lines.append(line)
        if found := SIGN_IN.match(line):
            passwords[found[1]] = found[2]
        if line.startswith(BROKER_KEY):
            broker_key = line.removeprefix(BROKER_KEY).strip()
        if line.startswith(READY):
            too_long.cancel()
            # What the city says later must be read, or it stops when the pipe is full.
            threading.Thread(target=_write_down, args=(process, folder), daemon=True).start()
            address = line.removeprefix(READY).strip().rstrip("/")
            return RunningCity(address, passwords, folder, broker_key)
    too_long.cancel()
    raise DidNotStart("".join(lines))


def _write_down(process: subprocess.Popen[str], folder: Path) -> None:
    assert process.stdout is not None
    with (folder / "demo.log").open("w", encoding="utf-8") as log, suppress(ValueError):
        log.writelines(process.stdout)
