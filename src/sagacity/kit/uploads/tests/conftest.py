from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A data folder of this story alone."""
    settings.DATA_DIR = tmp_path
    return tmp_path / "uploads"
