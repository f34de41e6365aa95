import shutil
from datetime import date
from pathlib import Path

import pytest

from sagacity.kit.city import api as city
from sagacity.site import __main__ as door
from sagacity.site import new_pack

ON = date(2026, 11, 24)
CHIYODA = new_pack.Answers(
    key="chiyoda", name="千代田区", code="131016", prefecture="東京都", latitude=35.694, longitude=139.7536
)


@pytest.fixture(autouse=True)
def cities(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(city.packs_folder() / "example", tmp_path / "example")
    monkeypatch.setenv("SAGACITY_CITIES", str(tmp_path))
    return tmp_path


def test_a_few_answers_make_a_pack_without_errors(cities: Path) -> None:
    new_pack.make(CHIYODA, on=ON)

    said = city.check("chiyoda", on=ON)
    assert {finding.level for finding in said} == {city.Level.WARNING, city.Level.LACK}
    assert city.load("chiyoda").name_in("ja") == "千代田区"
    assert city.loads("chiyoda") == ()
    assert city.holidays("chiyoda") == city.holidays("example")


@pytest.mark.parametrize("name", ['"quoted"', "line\nbreak", "back\\slash", "$money ${key}", "# no comment"])
def test_no_name_breaks_the_file(cities: Path, name: str) -> None:
    answers = new_pack.Answers("odd", name, "131016", "東京都", 35.694, 139.7536)

    new_pack.make(answers, on=ON)

    assert city.load("odd").name_in("ja") == name


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"), [("131011", 35.694, 139.7536), ("131016", 139.7536, 35.694)]
)
def test_wrong_answers_leave_nothing_behind(
    cities: Path, code: str, latitude: float, longitude: float
) -> None:
    answers = new_pack.Answers("wrong", "千代田区", code, "東京都", latitude, longitude)

    with pytest.raises(new_pack.WrongAnswers):
        new_pack.make(answers, on=ON)

    assert not (cities / "wrong").exists()


def test_a_pack_is_never_written_over(cities: Path) -> None:
    before = (cities / "example" / "city.toml").read_text("utf-8")

    with pytest.raises(new_pack.PackExists):
        new_pack.make(new_pack.Answers("example", "千代田区", "131016", "東京都", 35.694, 139.7536), on=ON)

    assert (cities / "example" / "city.toml").read_text("utf-8") == before


def test_the_command_makes_a_pack_and_the_other_looks_it_over(
    cities: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "new-city chiyoda --name 千代田区 --code 131016 --prefecture 東京都 --lat 35.694 --lng 139.7536"

    assert door.main(words.split()) == 0
    assert door.main(["check-city", "chiyoda"]) == 0

    told = capsys.readouterr().out
    assert "町字の一覧（districts/towns.csv）がありません" in told
    assert "○ ない  AED設置箇所一覧" in told


def test_the_command_names_the_right_code(cities: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = "new-city chiyoda --name 千代田区 --code 131011 --prefecture 東京都 --lat 35.694 --lng 139.7536"

    assert door.main(words.split()) == 1
    assert "131016" in capsys.readouterr().err


def test_the_command_asks_for_what_was_not_said(cities: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert door.main(["new-city", "chiyoda", "--name", "千代田区"]) == 64
    assert "--code" in capsys.readouterr().err


def test_the_board_counts_what_a_pack_has(cities: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert door.main(["check-city", "example", "--english"]) == 0

    told = capsys.readouterr().out
    assert "● has    AED locations" in told
    assert "○ lacks  Bus stops" in told


def test_a_faulty_pack_is_told_by_the_exit_code(cities: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (cities / "example" / "city.toml").write_text("code = ", encoding="utf-8")

    assert door.main(["check-city", "example"]) == 1
    assert "city.toml が読めません" in capsys.readouterr().out
