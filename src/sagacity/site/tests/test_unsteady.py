"""What fails beside others is run once more by itself, by a real pytest in a folder of its own."""

import os
import sys
from pathlib import Path

import pytest

from sagacity.site.commands import test

SHAKY = """
from pathlib import Path
def test_holds(): pass
def test_fails_the_first_time():
    seen = Path({mark!r})
    was_there = seen.exists()
    seen.touch()
    assert was_there
"""
BROKEN = "def test_fails(): assert False\n"


def _run(folder: Path, text: str) -> test.Result:
    tests = folder / "tests"
    tests.mkdir()
    (tests / "test_some.py").write_text(text, "utf-8")
    (tests / "pytest.ini").write_text("[pytest]\n", "utf-8")
    command = (sys.executable, "-m", "pytest", "-q", str(tests), "-c", str(tests / "pytest.ini"))
    return test._twice(test.Part("some", command), dict(os.environ), folder)


def test_one_that_passes_only_by_itself_is_called_unsteady(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = _run(tmp_path, SHAKY.format(mark=str(tmp_path / "seen")))

    assert (result.code, result.is_unsteady) == (0, True)
    assert "1 failed, 1 passed" in result.closing
    assert "once more: 1 passed" in result.closing
    assert "some, once more" in capsys.readouterr().out


def test_one_that_fails_twice_is_broken(tmp_path: Path) -> None:
    result = _run(tmp_path, BROKEN)

    assert (result.code, result.is_unsteady) == (1, False)


def test_many_that_fail_are_not_run_again(tmp_path: Path) -> None:
    result = _run(tmp_path, "".join(f"def test_{number}(): assert False\n" for number in range(6)))

    assert (result.code, result.is_unsteady) == (1, False)
    assert "once more" not in result.closing


def test_all_that_hold_are_simply_ok(tmp_path: Path) -> None:
    result = _run(tmp_path, "def test_holds(): pass\n")

    assert (result.code, result.is_unsteady) == (0, False)
