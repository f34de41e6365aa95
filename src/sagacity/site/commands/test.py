"""Run every check and test; with arguments only pytest, such as ./sagacity test -k garbage."""

import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from sagacity.site.catalogue import SETTINGS
from sagacity.site.speech import show

ROOT = Path(__file__).parents[4]
BIN = Path(sys.executable).parent
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "sagacity.site.testing")
NOTHING_COLLECTED = 5
SOME_FAILED = 1
MOST_UNSTEADY = 5  # of more, something is broken, and running them again tells nothing
IN_TWO = ("-n", "2", "--dist", "loadfile")
FAILED = re.compile(r"(\d+) failed\b")
CLOSING = re.compile(r"\d+ (passed|failed|errors?|skipped|deselected)\b.* in [\d.]+s")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the whole test."""

    name: str
    command: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """How a part ended, with pytest's own closing line."""

    name: str
    code: int
    seconds: float
    closing: str
    is_unsteady: bool = False  # what failed beside others passed by itself


def run(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="sagacity-test-") as folder:
        surroundings = _surroundings(Path(folder))
        if arguments:
            return _do(Part("pytest", (*PYTEST, *arguments)), surroundings).code
        results = [_twice(part, surroundings, Path(folder)) for part in _parts()]
    show("")
    for result in results:
        verdict = "FAILED" if result.code else "shaky " if result.is_unsteady else "ok    "
        show(f"{verdict} {result.name:<24}{result.seconds:7.1f} s  {result.closing}")
    if not os.environ.get("SAGACITY_TEST_DATABASE_URL"):
        show("skipped: no PostgreSQL (set SAGACITY_TEST_DATABASE_URL)")
    return 1 if any(result.code for result in results) else 0


def _parts() -> list[Part]:
    tool = [Part(" ".join(words), (str(BIN / words[0]), *words[1:])) for words in _TOOLS]
    parts = [
        *tool,
        Part("pytest", (*PYTEST, *IN_TWO, "-m", "not browser and not alone")),
        Part("pytest, alone", (*PYTEST, "-m", "alone and not browser"), may_be_empty=True),
        Part("pytest, browser", (*PYTEST, *IN_TWO, "-m", "browser"), may_be_empty=True),
    ]
    address = os.environ.get("SAGACITY_TEST_DATABASE_URL", "")
    if address:
        chosen = ("-m", "not browser and not alone", "--database-only", *IN_TWO)
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


def _twice(part: Part, surroundings: dict[str, str], folder: Path) -> Result:
    """Run a part; the few that fail in it run once more by themselves, and are told apart from the rest.

    A browser on a busy machine may be slow once. What fails again is broken.
    """
    if PYTEST[2] not in part.command:
        return _do(part, surroundings)
    kept = ("-o", f"cache_dir={folder / part.name}")
    first = _do(replace(part, command=(*part.command, *kept)), surroundings)
    failed = FAILED.search(first.closing)
    if first.code != SOME_FAILED or failed is None or int(failed[1]) > MOST_UNSTEADY:
        return first
    alone = tuple(word for word in part.command if word not in IN_TWO)
    again = replace(part, name=f"{part.name}, once more", command=(*alone, *kept, "--last-failed"))
    second = _do(again, surroundings)
    told = f"{first.closing}; once more: {second.closing}"
    return Result(part.name, second.code, first.seconds + second.seconds, told, is_unsteady=second.code == 0)


def _do(part: Part, surroundings: dict[str, str]) -> Result:
    """Run one part, passing on what it says as it says it."""
    show(f"\n── {part.name}")
    start, closing = time.monotonic(), ""
    environment = {**surroundings, **dict(part.environment)}
    with subprocess.Popen(
        part.command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            show(line.rstrip("\n"))
            closing = line.strip(" =\n") if CLOSING.search(line) else closing
    code = 0 if part.may_be_empty and process.returncode == NOTHING_COLLECTED else process.returncode
    return Result(part.name, code, time.monotonic() - start, closing)
