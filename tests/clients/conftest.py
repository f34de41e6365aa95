"""Environments for client libraries, each made once from its lock file."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
Speak = Callable[..., str]


def _environment(lock: Path, folder: Path) -> Path:
    """The Python of an environment that holds what the lock file says; made by one process at a time."""
    said = hashlib.sha256(lock.read_bytes()).hexdigest()[:16]
    home = folder / f"{lock.stem}-{said}"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "making").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (home / "finished").exists():
            _make(home, lock)
    return home / "bin" / "python"


def _make(home: Path, lock: Path) -> None:
    python = str(home / "bin" / "python")
    beside = Path(sys.executable).with_name("uv")
    if uv := shutil.which("uv") or (str(beside) if beside.exists() else ""):  # ten times faster than pip
        make, install = ["--without-pip"], [uv, "pip", "install", "--quiet", "--python", python]
    else:
        make, install = [], [python, "-m", "pip", "install", "--quiet"]
    subprocess.run([sys.executable, "-m", "venv", "--clear", *make, str(home)], check=True)
    subprocess.run([*install, "--require-hashes", "-r", str(lock)], check=True)
    (home / "finished").touch()


@pytest.fixture
def speak() -> Speak:
    """Runs a script with the library of a lock file; gives what it says, or fails with its complaint."""
    folder = os.environ.get("SAGACITY_TEST_CLIENTS", "")
    if not folder:
        pytest.skip("no client libraries (set SAGACITY_TEST_CLIENTS to a folder where they may be installed)")

    def run(script: str, lock: str, *words: str) -> str:
        python = _environment(HERE / lock, Path(folder))
        command = [str(python), "-W", "ignore", str(HERE / script), *words]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run
