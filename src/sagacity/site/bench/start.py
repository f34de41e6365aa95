"""From an empty data folder to the line that says Ready."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from sagacity.site.bench import Figure, sandbox

READY = re.compile(r"^Ready: ")


def measure() -> Iterator[Figure]:
    with sandbox.house() as folder:
        yield Figure(
            "start.first_s", _seconds_to_ready(folder), "s", "empty data folder, all installed", goal=60
        )
        yield Figure(
            "start.second_s", _seconds_to_ready(folder), "s", "data kept from the first start", goal=15
        )


def _seconds_to_ready(folder: Path) -> float:
    command = [sys.executable, "-m", "sagacity.site", "demo", "--port", "0", "--data-dir", str(folder)]
    start = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as demo:
        try:
            assert demo.stdout is not None
            if not any(READY.match(line) for line in demo.stdout):
                raise RuntimeError(f"the demo ended with {demo.wait()} before it was ready")
            return time.monotonic() - start
        finally:
            demo.terminate()
