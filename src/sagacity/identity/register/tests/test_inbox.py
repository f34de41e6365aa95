from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.identity.register import inbox, models
from sagacity.identity.register.tests.test_differential import COMES, HEAD, LEAVES

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.REGISTER_INBOX = str(tmp_path)
    return tmp_path


def test_files_in_the_folder_are_taken_in_and_erased(folder: Path, at: datetime) -> None:
    (folder / "1.csv").write_text(HEAD + COMES, encoding="cp932")
    (folder / "2.csv").write_text(HEAD + LEAVES, encoding="cp932")

    counts = [report.counts for report in inbox.take_all(at=at)]

    assert counts == [{"new": 1}, {"moved_out": 1}]
    assert list(folder.iterdir()) == []
    assert inbox.check().ok


def test_a_file_that_cannot_be_read_stays_marked_and_the_health_page_says_so(
    folder: Path, at: datetime
) -> None:
    (folder / "bad.csv").write_text("個人番号\n", encoding="utf-8")

    assert inbox.take_all(at=at) == []

    assert sorted(path.name for path in folder.iterdir()) == ["bad.csv.refused", "bad.csv.refused.txt"]
    assert not models.Inhabitant.objects.exists()
    assert not inbox.check().ok


def test_a_city_without_a_folder_has_nothing_to_do(settings: Settings, at: datetime) -> None:
    settings.REGISTER_INBOX = ""

    assert inbox.take_all(at=at) == []
    assert inbox.check().ok
