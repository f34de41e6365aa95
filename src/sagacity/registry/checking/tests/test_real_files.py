"""The published files of Saga go in whole."""

import json
from collections import Counter
from pathlib import Path

import pytest

from sagacity.registry import kinds
from sagacity.registry.checking import TownPoint, check
from sagacity.registry.checking.tests.desk import CITY, EDITION
from sagacity.registry.mapping import guess_kind, propose
from sagacity.registry.reading import open_table

pytestmark = pytest.mark.real_data


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("shelters/gsi_designated_shelters_412015.geojson", 112),
        ("shelters/gsi_emergency_sites_412015.geojson", 113),
        ("childcare/nursery_vacancy_412015_2026-09-01.csv", 100),
        ("events/events_412015_base-registry_2022.csv", 5),
        ("places/towns_412015_geolonia.json", 260),
        ("gtfs/saga-pref-gtfs-jp_20260404.zip", 4001),
    ],
)
def test_every_row_of_a_published_file_can_be_applied(samples: Path, name: str, rows: int) -> None:
    said = json.loads((samples / "saga/places/towns_412015_geolonia.json").read_text("utf-8"))
    towns = [TownPoint(one["town"] + one["koaza"], one["lat"], one["lng"]) for one in said]
    table = open_table(samples / "saga" / name, name=name)
    kind = kinds.get(guess_kind(table.headings, name, table.sample)[0][0])
    proposal = propose(table.headings, kind)

    checking = check(table, kind, proposal.columns, city=CITY, edition=EDITION, towns=towns)
    done = list(checking)

    assert proposal.certain
    assert (checking.tally.rows, checking.tally.applied) == (rows, rows)
    assert len(done) == rows


def test_the_flags_of_the_evacuation_sites_are_counted_as_published(samples: Path) -> None:
    path = samples / "saga/shelters/gsi_emergency_sites_412015.geojson"
    table = open_table(path, name=path.name)
    kind = kinds.get("gsi_evacuation_site")

    counts: Counter[str] = Counter()
    for row in check(table, kind, propose(table.headings, kind).columns, city=CITY):
        counts.update(name for name, value in row.values.items() if value is True)

    hazards = (
        "洪水",
        "崖崩れ、土石流及び地滑り",
        "高潮",
        "地震",
        "津波",
        "大規模な火事",
        "内水氾濫",
        "火山現象",
    )
    assert [counts[f"災害種別_{hazard}"] for hazard in hazards] == [110, 29, 59, 111, 43, 0, 110, 0]


def test_the_marks_of_vacancy_are_counted_as_published(samples: Path) -> None:
    path = samples / "saga/childcare/nursery_vacancy_412015_2026-09-01.csv"
    table = open_table(path, name=path.name)
    kind = kinds.get("nursery_vacancy")

    marks: Counter[str] = Counter()
    for row in check(table, kind, propose(table.headings, kind).columns, city=CITY):
        marks.update(row.values[f"{age}歳"] for age in range(6))

    assert marks == {"×": 270, "△": 224, "-": 88, "○": 18}
