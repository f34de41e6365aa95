"""The package is put beside the product as an installer does, and a fresh process finds it."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
PRODUCT = Path(__file__).parents[3] / "src"
SHELVES = ("/",)
VISIT = """
import importlib
import json
import django
django.setup()
from django.test import Client
from sagacity.kit.manifest import find
from sagacity.site import prepare
prepare.tables()
manifest = find("sunrise")
browser = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE={language!r})
from sagacity.kit import clock
from datetime import datetime
cards = importlib.import_module("sagacity_sunrise.cards").cards if manifest else None
morning = datetime(2026, 11, 24, 7, 0, tzinfo=clock.JAPAN)
night = datetime(2026, 11, 24, 21, 0, tzinfo=clock.JAPAN)
visits = {{path: browser.get(path) for path in {paths!r}}}
print(json.dumps({{
    "external": manifest is not None and manifest.external,
    "morning": [card.url for card in cards(None, morning)] if cards else [],
    "night": [card.url for card in cards(None, night)] if cards else [],
    "pages": {{path: [page.status_code, page.content.decode()] for path, page in visits.items()}},
}}))
"""


def _install(site: Path) -> None:
    """What an installer writes for a pure package: its files, and a .dist-info with its entry points."""
    project = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    shutil.copytree(HERE / "src" / "sagacity_sunrise", site / "sagacity_sunrise")
    info = site / f"sagacity_sunrise-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n", encoding="utf-8"
    )
    lines = [
        line
        for group, points in project["entry-points"].items()
        for line in (f"[{group}]", *(f"{name} = {value}" for name, value in points.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _visit(tmp_path: Path, site: Path | None, paths: list[str], language: str = "ja") -> dict[str, object]:
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": os.pathsep.join([str(PRODUCT), *([str(site)] if site else [])]),
        "DJANGO_SETTINGS_MODULE": "sagacity.site.settings",
        "SAGACITY_DATA_DIR": str(tmp_path / "data"),
        "SAGACITY_CITY": "example",
        "PYTHONUTF8": "1",
    }
    script = VISIT.format(paths=paths, language=language)
    answer = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    found: dict[str, object] = json.loads(answer.stdout.splitlines()[-1])
    return found


@pytest.mark.slow
def test_an_installed_package_is_on_the_shelf_and_opens(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    _install(site)

    found = _visit(tmp_path, site, ["/apps/sunrise/", "/apps/sunrise/?on=2026-13-40", *SHELVES])

    assert found["external"] is True
    pages: dict[str, list[object]] = found["pages"]  # type: ignore[assignment]
    assert pages["/apps/sunrise/"][0] == 200
    assert "日の出" in str(pages["/apps/sunrise/"][1])
    assert "日として読めません" in str(pages["/apps/sunrise/?on=2026-13-40"][1])
    shelf = "".join(str(pages[path][1]) for path in SHELVES)
    assert "/apps/sunrise/" in shelf
    assert "日の出・日の入り" in shelf
    assert found["morning"] == ["/apps/sunrise/"]
    assert found["night"] == []


@pytest.mark.slow
def test_its_own_translations_come_with_it(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    _install(site)

    found = _visit(tmp_path, site, ["/apps/sunrise/"], language="vi")

    pages: dict[str, list[object]] = found["pages"]  # type: ignore[assignment]
    assert "Mặt trời mọc và lặn" in str(pages["/apps/sunrise/"][1])


@pytest.mark.slow
def test_without_the_package_the_product_does_not_know_it(tmp_path: Path) -> None:
    found = _visit(tmp_path, None, ["/apps/sunrise/"])

    assert found["external"] is False
    pages: dict[str, list[object]] = found["pages"]  # type: ignore[assignment]
    assert pages["/apps/sunrise/"][0] == 404
