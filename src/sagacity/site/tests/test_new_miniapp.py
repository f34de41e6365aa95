import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from sagacity.site import __main__ as door
from sagacity.site import new_app

SOURCE = Path(new_app.__file__).parents[2]
WISH = new_app.Wish(key="library", name="図書館の日", name_en="Library days", owner="図書館")


def _install(project: Path, site: Path) -> None:
    """What `pip install --editable` leaves behind: the way to the code, and its entry points."""
    told = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    info = site / "sagacity_library-0.1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {told['name']}\nVersion: 0.1.0\n", "utf-8")
    points = told["entry-points"]["sagacity.miniapps"]
    lines = "\n".join(f"{name} = {package}" for name, package in points.items())
    (info / "entry_points.txt").write_text(f"[sagacity.miniapps]\n{lines}\n", encoding="utf-8")


@pytest.mark.slow
def test_the_tests_of_a_new_package_pass(tmp_path: Path) -> None:
    project = new_app.as_package(WISH, project=tmp_path / "project")
    _install(project, tmp_path / "site")
    ways = [str(SOURCE), str(tmp_path / "site"), str(project / "src")]

    answer = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "src"],
        cwd=project,
        env={
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": os.pathsep.join(ways),
            "SAGACITY_DATA_DIR": str(tmp_path / "data"),
            "PYTHONUTF8": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "3 passed" in answer.stdout


def test_a_mini_app_of_the_house_speaks_of_its_own_package(tmp_path: Path) -> None:
    folder = new_app.write(WISH, folder=tmp_path / "library", package="sagacity.miniapps.library")

    assert "from sagacity.miniapps.library import views" in (folder / "urls.py").read_text("utf-8")
    assert tomllib.loads((folder / "manifest.toml").read_text("utf-8"))["key"] == "library"
    assert {path.parents[1].name for path in folder.glob("locale/*/LC_MESSAGES/django.po")} == {
        "ja_Easy",
        "en",
        "zh_Hans",
        "ko",
        "vi",
    }
    for path in folder.rglob("*.py"):
        compile(path.read_text("utf-8"), str(path), "exec")


@pytest.mark.parametrize("key", ["Library", "a", "two words", "../up", "9lives", "class-room"])
def test_a_key_that_is_no_name_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(new_app.WrongKey):
        new_app.as_package(new_app.Wish(key, "本", "Book", "図書館"), project=tmp_path / "project")

    assert not (tmp_path / "project").exists()


def test_a_key_that_is_taken_is_refused(tmp_path: Path) -> None:
    with pytest.raises(new_app.AppExists):
        new_app.as_package(new_app.Wish("places", "本", "Book", "図書館"), project=tmp_path / "project")


def test_a_folder_that_holds_something_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")

    assert door.main(["new-miniapp", "library", "--package", str(tmp_path)]) == 1

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert "何も変えていません" in capsys.readouterr().err


def test_names_with_quotes_do_not_break_any_file(tmp_path: Path) -> None:
    name = '本の"日" {{ x }} {% y %}\\'

    assert door.main(["new-miniapp", "library", "--name", name, "--package", str(tmp_path / "p")]) == 0

    manifest = tmp_path / "p" / "src" / "sagacity_library" / "manifest.toml"
    assert tomllib.loads(manifest.read_text("utf-8"))["name"]["ja"] == "本の日 x y"
