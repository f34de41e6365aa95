import shutil
from pathlib import Path

import pytest

from sagacity.kit.city import api as city
from sagacity.reservations.queue import api as queue
from sagacity.reservations.queue import pack_files, plan


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented city, to be spoilt."""
    shutil.copytree(city.packs_folder() / "example", tmp_path / "mihon")
    monkeypatch.setenv("SAGACITY_CITIES", str(tmp_path))
    monkeypatch.setenv("SAGACITY_CITY", "mihon")
    return tmp_path / "mihon"


def said(pack: Path, old: str = "", new: str = "") -> list[str]:
    file = pack / plan.FILE
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return [finding.code for finding in pack_files.look(pack)]


def test_a_whole_plan_has_nothing_to_be_said(pack: Path) -> None:
    assert said(pack) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("[rules]", "[rules", "queue_broken"),
        ("yellow = 7", "yellow = 11", "queue_broken"),
        ('unit = "people"', 'unit = "cars"', "queue_broken"),
        ('letter = "B"', 'letter = "A"', "queue_broken"),
        ('prefix = "N"', 'prefix = "n"', "queue_broken"),
        ('place = "hall"\nletter = "A"', 'place = "moon"\nletter = "A"', "queue_broken"),
        ("late_minutes = 10", "late_minutes = -1", "queue_broken"),
        ("late_minutes = 10", "late_hours = 1", "queue_broken"),
        ("minutes = 20", "minutes = 0", "queue_broken"),
        ('key = "papers"', 'key = "moving"', "queue_broken"),
        (', vi = "Chuyển nhà"', "", "queue_language"),
        ("red = 10, confirmed = true", "red = 10", "queue_to_confirm"),
        ('calendar = "city_hall"', 'calendar = "moon"', "queue_calendar"),
    ],
)
def test_everything_wrong_is_named(pack: Path, old: str, new: str, code: str) -> None:
    assert code in said(pack, old, new)


def test_a_pack_without_lines_says_so_and_has_none(pack: Path) -> None:
    (pack / plan.FILE).unlink()

    assert [finding.code for finding in pack_files.look(pack)] == ["lack_queue"]
    assert queue.lines() == ()
