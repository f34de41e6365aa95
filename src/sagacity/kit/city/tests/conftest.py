import shutil
from pathlib import Path

import pytest

from sagacity.kit.city import api as city


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented city, to be spoilt."""
    shutil.copytree(city.packs_folder() / "example", tmp_path / "mihon")
    (tmp_path / "default").write_text("mihon\n", encoding="utf-8")
    monkeypatch.setenv("SAGACITY_CITIES", str(tmp_path))
    monkeypatch.delenv("SAGACITY_CITY", raising=False)
    return tmp_path / "mihon"
