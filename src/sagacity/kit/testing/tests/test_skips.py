import os
import subprocess
import sys
from pathlib import Path

import pytest

STORY = """
import pytest

@pytest.mark.skip(reason="no river today")
def test_that_is_skipped(): pass

@pytest.mark.xfail(reason="known")
def test_that_is_known_to_fail(): assert False

def test_that_passes(): pass
"""


@pytest.mark.parametrize(("forbidden", "status"), [("1", 1), ("", 0)])
def test_a_skipped_test_fails_the_run_only_where_skips_are_forbidden(
    tmp_path: Path, forbidden: str, status: int
) -> None:
    (tmp_path / "test_story.py").write_text(STORY, encoding="utf-8")

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "sagacity.kit.testing.plugin", str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "SAGACITY_FORBID_SKIPS": forbidden, "PYTHONPATH": str(Path(__file__).parents[4])},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == status, run.stdout + run.stderr
    assert ("no river today" in run.stdout) is bool(forbidden)
    assert ("1 skipped, so this run has failed" in run.stdout) is bool(forbidden)
