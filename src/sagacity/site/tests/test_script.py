"""The script as a shell runs it, on machines that lack one thing or another."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
TOOLS = ("sh", "cat", "dirname", "cksum", "mktemp", "rm")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with the script and its locks alone."""
    folder = tmp_path / "clone"
    folder.mkdir()
    for name in ("sagacity", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, folder)
    return folder


def _machine(tmp_path: Path, **programs: str) -> dict[str, str]:
    """An environment in which only a few programs exist."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(str(shutil.which(tool)))
    for name, target in programs.items():
        (folder / name).symlink_to(target)
    return {"PATH": str(folder), "HOME": str(tmp_path), "TMPDIR": str(tmp_path), "LANG": "C.UTF-8"}


def _say(clone: Path, *words: str, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([clone / "sagacity", *words], env=env, capture_output=True, text=True, check=False)


def test_help_needs_nothing_installed(clone: Path, tmp_path: Path) -> None:
    done = _say(clone, "--help", env=_machine(tmp_path))

    assert done.returncode == 0
    assert "demo" in done.stdout
    assert not (clone / ".venv").exists()


def test_without_python_one_sentence_in_two_languages_says_what_to_install(
    clone: Path, tmp_path: Path
) -> None:
    done = _say(clone, "demo", env=_machine(tmp_path))

    assert done.returncode == 1
    assert "Python 3.11 以上が必要です" in done.stderr
    assert "apt install python3 python3-venv" in done.stderr.splitlines()[-1]


def test_without_a_way_to_install_one_sentence_in_two_languages_says_what_to_do(
    clone: Path, tmp_path: Path
) -> None:
    env = _machine(tmp_path, python3=str(Path(sys.base_prefix) / "bin" / "python3"))

    done = _say(clone, "demo", env={**env, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path / "empty")})

    assert done.returncode == 1
    assert done.stderr.splitlines()[-2].startswith("部品を入れられませんでした。")
    assert done.stderr.splitlines()[-1].startswith("Could not install what Sagacity needs")


def test_a_second_start_installs_nothing_and_hands_every_word_over(clone: Path, tmp_path: Path) -> None:
    python = clone / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\nprintf "<%s>" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    _stamp(clone, "requirements.lock")

    done = _say(clone, "import", "a b.csv", "--kind", "aed", env=_machine(tmp_path))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "<-m><sagacity.site><import><a b.csv><--kind><aed>"


def test_a_changed_lock_is_installed_again(clone: Path, tmp_path: Path) -> None:
    python = clone / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    _stamp(clone, "requirements.lock")
    with (clone / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")

    done = _say(clone, "demo", env=_machine(tmp_path))

    assert "installing what is needed" in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_locks_hold_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    pins = text.count("==") - text.count("python_full_version ==")

    assert "://" not in text
    assert "index-url" not in text
    assert pins > 30
    assert text.count("--hash=sha256:") >= pins


def _stamp(clone: Path, lock: str) -> None:
    with (clone / lock).open("rb") as file:
        sums = subprocess.run(["cksum"], stdin=file, capture_output=True, text=True, check=True).stdout
    (clone / ".venv" / f"{lock}.stamp").write_text(
        f"{sums.strip()} {os.path.realpath(clone)}\n", encoding="utf-8"
    )
