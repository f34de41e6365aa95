"""The rule of `.ci/run`: where everything is present, a skipped test is a failed run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SKIPS = "import pytest\n\n\ndef test_one() -> None:\n    pytest.skip('skipped: no browser')\n"


@pytest.mark.parametrize(("forbidden", "code"), [("0", 0), ("1", 1)])
@pytest.mark.parametrize("spread", [(), ("-n", "1")], ids=["alone", "xdist"])
def test_a_skip_fails_the_run_only_where_skips_are_forbidden(
    tmp_path: Path, forbidden: str, code: int, spread: tuple[str, ...]
) -> None:
    (tmp_path / "test_it.py").write_text(SKIPS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "sagacity.site.testing",
        "-p",
        "no:django",
        *spread,
    ]

    done = subprocess.run(
        [*command, str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "SAGACITY_FORBID_SKIPS": forbidden},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == code, done.stdout + done.stderr
    assert ("skipped: no browser" in done.stdout and "skips are forbidden" in done.stdout) is (code == 1)
