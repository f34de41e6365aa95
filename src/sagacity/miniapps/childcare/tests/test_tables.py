"""The tables of a pack: read as they are meant, and what is wrong said in words."""

from pathlib import Path

import pytest

from sagacity.kit.city import api as city
from sagacity.miniapps.childcare import pack, tables
from sagacity.miniapps.childcare.reading import VACCINATIONS

HEAD = ",".join(
    [*VACCINATIONS.required, "min_interval", "min_interval_ref", "live", "valid_from", "valid_to"]
)
GOOD = "bcg,BCG,1,1回,P0D,P1Y,どこかの市,read,,,injected,,"


def written(folder: Path, *rows: str, head: str = HEAD) -> list[str]:
    """What check-city says of a table with these rows."""
    children = folder / "children"
    children.mkdir(exist_ok=True)
    (children / "vaccinations.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return [finding.what for finding in pack.look(folder)]


@pytest.mark.parametrize("key", city.packs())
def test_the_packs_that_come_with_the_program_are_whole(key: str) -> None:
    levels = {finding.level for finding in pack.look(city.folder(key))}

    assert levels <= {city.Level.NOTE}


def test_a_good_table_has_nothing_to_say(tmp_path: Path) -> None:
    assert written(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "bcg,BCG,1,1回,P0D,1歳,どこかの市,read,,,,,",
            "2行目: 「eligible_until_exclusive」の「1歳」が読めません",
        ),
        ("bcg,BCG,一,1回,P0D,P1Y,どこかの市,read,,,,,", "「dose」の「一」が読めません"),
        ("bcg,BCG,1,1回,P1Y,P0D,どこかの市,read,,,,,", "終わり（P0D）が、始まり（P1Y）より前です"),
        ("bcg,BCG,1,1回,,P1Y,どこかの市,read,,,,,", "「eligible_from」が空です"),
        ("bcg,,1,1回,P0D,P1Y,どこかの市,read,,,,,", "「vaccine_ja」が空です"),
        ("bcg,BCG,1,1回,P0D,P1Y,どこかの市,read,,,生,,", "「live」の「生」は使えません"),
        ("bcg,BCG,2,2回,P0D,P1Y,どこかの市,read,P27D,,,,", "「min_interval_ref」の「」は使えません"),
        (
            "bcg,BCG,1,1回,P0D,P1Y,どこかの市,read,,,,2026-04-31,",
            "「valid_from」の「2026-04-31」が読めません",
        ),
        ("bcg,BCG,1,1回,P0D,P1Y,どこかの市,記憶,,,,,", "1行は、確かめていません（bcg-1）"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, row: str, said: str) -> None:
    assert any(said in one for one in written(tmp_path, row))


def test_a_row_that_cannot_be_read_is_shown_to_nobody(tmp_path: Path) -> None:
    written(tmp_path, GOOD, "mr,MR,1,1期,いつか,P2Y,どこかの市,read,,,,,")

    assert [one.key for one in tables.read(tmp_path / "children").doses] == ["bcg-1"]


def test_the_same_dose_twice_and_a_lost_column_are_said(tmp_path: Path) -> None:
    assert any("「bcg-1」が2回あります" in one for one in written(tmp_path, GOOD, GOOD))
    assert any(
        "「dose」の列がありません" in one for one in written(tmp_path, head=HEAD.replace("dose,", "", 1))
    )
    assert any("「memo」は知らない名前" in one for one in written(tmp_path, head=HEAD + ",memo"))


def test_a_city_without_tables_has_none(tmp_path: Path) -> None:
    assert tables.read(tmp_path / "nothing") == tables.EMPTY
    assert list(pack.look(tmp_path)) == []
