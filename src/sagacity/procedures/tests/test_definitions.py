"""Which version of a procedure holds, and that none changes once it was published."""

from datetime import timedelta
from pathlib import Path

import pytest

from sagacity.procedures import api as procedures
from sagacity.procedures.testing import AT, HEAD

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here" / "procedures"
    folder.mkdir(parents=True)
    monkeypatch.setenv("SAGACITY_CITIES", str(tmp_path))
    monkeypatch.setenv("SAGACITY_CITY", "here")
    return folder


def test_a_file_of_the_pack_is_a_procedure(pack: Path) -> None:
    (pack / "parking.toml").write_text(HEAD)

    (found,) = procedures.procedures(at=AT)

    assert found.key == "parking"
    assert procedures.definition(procedure="parking", at=AT) == found


def test_a_broken_file_is_left_out_and_the_others_hold(pack: Path) -> None:
    (pack / "parking.toml").write_text(HEAD)
    (pack / "broken.toml").write_text("key = 3")

    assert [one.key for one in procedures.procedures(at=AT)] == ["parking"]


def test_an_accepted_version_keeps_its_text_whatever_the_file_says_later(pack: Path) -> None:
    (pack / "parking.toml").write_text(HEAD)
    assert procedures.accept_pack(at=AT) == 1

    (pack / "parking.toml").write_text(HEAD.replace("駐車の許可", "何かの許可"))

    assert procedures.accept_pack(at=AT) == 0
    assert procedures.definition(procedure="parking", at=AT).name == {"ja": "駐車の許可"}


def test_a_newer_version_holds_from_its_day_and_the_old_one_can_still_be_asked_for(pack: Path) -> None:
    (pack / "parking.toml").write_text(HEAD)
    newer = HEAD.replace('version = "1"', 'version = "2"\nsince = 2026-08-01')
    (pack / "parking_2.toml").write_text(newer)

    def version(days: int) -> str:
        return procedures.definition(procedure="parking", at=AT + timedelta(days=days)).version

    assert (version(0), version(25), version(26)) == ("1", "1", "2")
    assert procedures.definition(procedure="parking", version="1", at=AT).version == "1"


def test_version_ten_is_newer_than_version_nine(pack: Path) -> None:
    for number in ("9", "10"):
        (pack / f"parking_{number}.toml").write_text(HEAD.replace('"1"', f'"{number}"'))

    assert procedures.definition(procedure="parking", at=AT).version == "10"


def test_a_procedure_that_ended_is_named_as_such(pack: Path) -> None:
    (pack / "parking.toml").write_text(HEAD.replace('version = "1"', 'version = "1"\nuntil = 2026-07-05'))

    with pytest.raises(procedures.NotInForce):
        procedures.definition(procedure="parking", at=AT)
    with pytest.raises(procedures.NoSuchProcedure):
        procedures.definition(procedure="flying", at=AT)
    assert procedures.procedures(at=AT) == []
