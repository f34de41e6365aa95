"""A process and an empty house of its own for each measurement: memory is never anyone else's."""

import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def house() -> Iterator[Path]:
    """An empty data folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="sagacity-bench-") as folder:
        yield Path(folder)


def in_own_process(module: str, *words: str, folder: Path) -> dict[str, Any]:
    """Run `module` in a fresh process on a data folder; it prints one JSON object as its last line."""
    surroundings = {
        **os.environ,
        "SAGACITY_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "sagacity.site.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        env=surroundings,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def open_house(*, tables: bool = True) -> None:
    """Load Django, and make the tables, in a process started by `in_own_process`."""
    import django

    django.setup()
    if tables:
        from sagacity.site import prepare

        prepare.tables()
    gc.collect()
    gc.freeze()  # as the house does before it starts its processes
