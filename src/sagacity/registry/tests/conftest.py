from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.registry.tests.desk import Desk


@pytest.fixture
def desk(db: None, at: datetime, deliver: Callable[..., int], settings: Settings, tmp_path: Path) -> Desk:
    """The data desk, with a folder of its own for the files."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return Desk(at=at, deliver=deliver)
