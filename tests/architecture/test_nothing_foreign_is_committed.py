"""No third-party file, font, lock with addresses, machine path or registry host is in the tree."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOREIGN = re.compile(r"(\.min\.(js|css)|\.(ttf|otf|woff2?)|(^|/)(uv\.lock|package-lock\.json))$")
HOSTS = re.compile(r"(files\.pythonhosted|registry\.npmjs|pypi\.org/simple|deb\.debian)\.?")


def _tracked() -> list[Path]:
    if shutil.which("git") is None:
        pytest.skip("skipped: no git, so nobody knows what is committed")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("skipped: no git checkout, so nobody knows what is committed")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_third_party_file_is_committed() -> None:
    assert [path.name for path in _tracked() if FOREIGN.search(path.as_posix())] == []


def test_no_lock_file_names_an_address() -> None:
    for lock in [*ROOT.glob("requirements*.lock"), *ROOT.glob("tests/*/requirements*.lock")]:
        assert "://" not in lock.read_text(encoding="utf-8")


def test_no_file_names_a_package_registry_host() -> None:
    here = Path(__file__)
    found = [
        path.relative_to(ROOT).as_posix()
        for path in _tracked()
        if path != here and path.suffix in {".py", ".md", ".toml", ".yml", ".sh", ""}
        if HOSTS.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []
