"""What a figure was measured on: without it a figure says nothing."""

import os
import platform
import resource
import sys
from pathlib import Path

from sagacity.site import environment


def describe() -> str:
    """Processor, memory, Python and database in one line."""
    python = platform.python_version()
    return f"{_processor()}, {os.cpu_count()} cores, {_memory_gb()} GB, Python {python}, {database()}"


def database() -> str:
    return "PostgreSQL" if environment.text("DATABASE_URL") else "SQLite"


def peak_mb() -> float:
    """The most memory this process ever held."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024**2 if sys.platform == "darwin" else 1024)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _memory_gb() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3)
