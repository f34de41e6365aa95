"""Run every check and test; with arguments only pytest, such as ./sagacity test -k garbage."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from sagacity.site.catalogue import SETTINGS
from sagacity.site.speech import show

ROOT = Path(__file__).parents[4]
BIN = Path(sys.executable).parent
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "sagacity.site.testing")
NOTHING_COLLECTED = 5


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the whole test."""

    name: str
    command: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()


def run(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="sagacity-test-") as folder:
        surroundings = _surroundings(Path(folder))
        if arguments:
            return _do(Part("pytest", (*PYTEST, *arguments)), surroundings)
        parts = _parts()
        results = [(part, *_timed(part, surroundings)) for part in parts]
    show("")
    for part, code, seconds in results:
        show(f"{'ok    ' if code == 0 else 'FAILED'} {part.name:<28}{seconds:7.1f} s")
    if not os.environ.get("SAGACITY_TEST_DATABASE_URL"):
        show("skipped: no PostgreSQL (set SAGACITY_TEST_DATABASE_URL)")
    return 1 if any(code for _, code, _ in results) else 0


def _parts() -> list[Part]:
    tool = [Part(" ".join(words), (str(BIN / words[0]), *words[1:])) for words in _TOOLS]
    parts = [
        *tool,
        Part("pytest", (*PYTEST, "-n", "2", "--dist", "loadfile", "-m", "not browser and not alone")),
        Part("pytest, alone", (*PYTEST, "-m", "alone and not browser")),
        Part("pytest, browser", (*PYTEST, "-m", "browser")),
    ]
    address = os.environ.get("SAGACITY_TEST_DATABASE_URL", "")
    if address:
        chosen = ("-m", "not browser and not alone", "--database-only", "-n", "2", "--dist", "loadfile")
        parts.append(Part("pytest, PostgreSQL", (*PYTEST, *chosen), (("SAGACITY_DATABASE_URL", address),)))
    return parts


_TOOLS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy", "src", "tests"),
    ("lint-imports",),
)


def _surroundings(folder: Path) -> dict[str, str]:
    """A city's own settings must not reach the tests: they would write into its database."""
    hidden = {f"SAGACITY_{name}" for name, setting in SETTINGS.items() if setting.for_whom == "city"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**kept, "SAGACITY_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "sagacity.site.settings"}


def _timed(part: Part, surroundings: dict[str, str]) -> tuple[int, float]:
    show(f"\n── {part.name}")
    start = time.monotonic()
    return _do(part, surroundings), time.monotonic() - start


def _do(part: Part, surroundings: dict[str, str]) -> int:
    code = subprocess.run(
        part.command, cwd=ROOT, env={**surroundings, **dict(part.environment)}, check=False
    ).returncode
    # A part with no test of its kind yet is no failure; pytest itself says how many it found.
    return 0 if code == NOTHING_COLLECTED and "pytest" in part.name and "," in part.name else code
