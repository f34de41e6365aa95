"""The packs that come with the product: true to their sources, and honest about what is missing."""

import csv
from collections import Counter
from pathlib import Path

import jpholiday
import pytest

from sagacity.identity import roles
from sagacity.kit.city import api as city
from sagacity.registry import kinds

HAZARDS = {
    "洪水": 110,
    "崖崩れ、土石流及び地滑り": 29,
    "高潮": 59,
    "地震": 111,
    "津波": 43,
    "大規模な火事": 0,
    "内水氾濫": 110,
    "火山現象": 0,
}


def _rows(name: str, key: str = "saga") -> list[dict[str, str]]:
    with (city.folder(key) / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("key", city.packs())
def test_every_pack_that_comes_with_the_product_is_without_fault(key: str) -> None:
    known = {kind.key for kind in kinds.all()}

    said = city.check(key, kinds=known, roles={role.key for role in roles.ROLES})

    faults = [finding.what for finding in said if finding.level in {city.Level.ERROR, city.Level.WARNING}]
    assert faults == []


@pytest.mark.parametrize("key", city.packs())
def test_the_holidays_are_those_of_the_law(key: str) -> None:
    given = {holiday.on for holiday in city.holidays(key)}
    years = {on.year for on in given}

    assert {2025, 2026, 2027} <= years
    for year in years:
        law = {on for on, _ in jpholiday.year_holidays(year)}
        assert {on for on in given if on.year == year} == law


def test_the_tables_hold_as_many_rows_as_were_published() -> None:
    names = ("districts/towns.csv", "registry/shelter.csv", "registry/evacuation_site.csv")

    assert [len(_rows(name)) for name in names] == [260, 112, 113]
    assert len(_rows("registry/nursery_vacancy.csv")) == 100
    assert len(_rows("registry/events.csv")) == 5
    assert len(_rows("children/vaccinations.csv")) == 29
    assert len(_rows("children/checkups.csv")) == 5


def test_the_hazards_are_those_published_and_empty_stays_empty() -> None:
    rows = _rows("registry/evacuation_site.csv")

    counted = {hazard: sum(row[f"災害種別_{hazard}"] == "1" for row in rows) for hazard in HAZARDS}

    assert counted == HAZARDS
    assert {row[f"災害種別_{hazard}"] for row in rows for hazard in HAZARDS} == {"1", ""}


def test_what_nobody_published_is_not_invented() -> None:
    shelters = _rows("registry/shelter.csv")

    assert {row["想定収容人数"] + row["電話番号"] + row["名称_カナ"] for row in shelters} == {""}
    assert {row["町字_カナ"] for row in _rows("districts/towns.csv")} == {""}


def test_the_vacancy_marks_are_raw() -> None:
    marks = Counter(row[f"{age}歳"] for row in _rows("registry/nursery_vacancy.csv") for age in range(6))

    assert marks == {"×": 270, "△": 224, "-": 88, "○": 18}


@pytest.mark.real_data
def test_the_points_and_names_are_those_of_the_source(samples: Path) -> None:
    import json

    features = json.loads(
        (samples / "saga/shelters/gsi_emergency_sites_412015.geojson").read_text(encoding="utf-8")
    )["features"]
    published = {
        (
            feature["properties"]["共通ID"],
            feature["properties"]["施設・場所名"],
            *reversed(feature["geometry"]["coordinates"]),
        )
        for feature in features
    }

    ours = {
        (row["ID"], row["名称"], float(row["緯度"]), float(row["経度"]))
        for row in _rows("registry/evacuation_site.csv")
    }

    assert ours == published
