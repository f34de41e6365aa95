"""A city with towns and places, and a way to install a mini-app beside the product."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.kit.city import api as city
from sagacity.kit.manifest import Manifest, all_manifests
from sagacity.messaging.tests.conftest import crier, towns
from sagacity.registry.tests.desk import Desk
from sagacity.shell import manifests

__all__ = ["crier", "towns"]

Install = Callable[..., None]
MANIFEST = """
key = "{key}"
door = "resident"
owner = "隣の課"
order = 900
uses = ["identity"]
keeps = ["好きな星"]
name = {{ja = "{name}", en = "{key}"}}
summary = {{ja = "{name}のこと"}}
"""


@pytest.fixture
def example(
    db: None,
    at: datetime,
    deliver: Callable[..., int],
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The invented city: its towns, places and data sets, brought in the way staff do."""
    monkeypatch.setenv("SAGACITY_CITY", "example")
    settings.MEDIA_ROOT = tmp_path / "files"
    desk = Desk(at=at, deliver=deliver)
    for load in city.loads("example"):
        desk.publishes(load.path, name=load.path.name, kind=load.kind, edition=str(load.edition))
    deliver()


_everyone = manifests.residents


@pytest.fixture(autouse=True)
def small_house(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two mini-apps of the house and what is installed beside: stories stay as more are built."""

    def few() -> tuple[Manifest, ...]:
        return tuple(one for one in _everyone() if one.external or one.key in {"garbage", "places"})

    monkeypatch.setattr(manifests, "residents", few)


def _look_anew() -> None:
    for remembered in (all_manifests, _everyone, manifests.hook):
        remembered.cache_clear()


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a package with a mini-app, whose `cards.py` holds these lines."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def package(key: str, *, cards: str = "", name: str = "") -> None:
        folder, about = tmp_path / f"guest_{key}", tmp_path / f"guest_{key}-1.0.dist-info"
        folder.mkdir()
        about.mkdir()
        (folder / "__init__.py").touch()
        (folder / "urls.py").write_text("urlpatterns = []\n")
        (folder / "cards.py").write_text(cards)
        (folder / "manifest.toml").write_text(MANIFEST.format(key=key, name=name or key))
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: guest-{key}\nVersion: 1.0\n")
        (about / "entry_points.txt").write_text(f"[sagacity.miniapps]\n{key} = guest_{key}\n")
        _look_anew()

    yield package
    monkeypatch.undo()
    _look_anew()
