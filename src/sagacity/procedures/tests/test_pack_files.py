"""What check-city says of procedures."""

from pathlib import Path

import pytest

from sagacity.kit.city import api as city
from sagacity.procedures import api as procedures
from sagacity.procedures.testing import AT, HEAD


@pytest.mark.parametrize("key", city.packs())
def test_the_packs_of_this_house_have_no_faulty_procedure(key: str, db: None) -> None:
    found = list(procedures.look_at_pack(city.folder(key)))

    assert [one.what for one in found if one.level is city.Level.ERROR] == []


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here" / "procedures"
    folder.mkdir(parents=True)
    (tmp_path / "here" / "city.toml").write_bytes(Path("cities/example/city.toml").read_bytes())
    monkeypatch.setenv("SAGACITY_CITIES", str(tmp_path))
    monkeypatch.setenv("SAGACITY_CITY", "here")
    return folder


def codes(folder: Path) -> set[str]:
    return {one.code for one in procedures.look_at_pack(folder.parent)}


@pytest.mark.django_db
def test_a_text_that_changed_under_a_published_version_is_refused(pack: Path) -> None:
    (pack / "parking.toml").write_text(HEAD)
    procedures.accept_pack(at=AT)
    (pack / "parking.toml").write_text("# another comment\n" + HEAD)
    assert "procedure_changed" not in codes(pack)

    (pack / "parking.toml").write_text(HEAD.replace("駐車の許可", "何かの許可"))

    assert "procedure_changed" in codes(pack)


@pytest.mark.django_db
def test_broken_doubled_and_flawed_files_are_told_of(pack: Path) -> None:
    assert codes(pack) == {"lack_procedures"}
    (pack / "a.toml").write_text(HEAD)
    (pack / "b.toml").write_text(HEAD)
    (pack / "c.toml").write_text("key = 3")

    found = list(procedures.look_at_pack(pack.parent))

    assert {"procedure_twice", "procedure_broken", "procedure_error"} <= {one.code for one in found}
    assert all(one.what and one.says("what", "en") and one.next for one in found)
