"""Every file the city really published, brought in by `./sagacity import`."""

import json
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from sagacity.registry import api as registry
from sagacity.registry.collection import api as collection
from sagacity.site.commands import import_

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_data]

TABLES = {
    "shelters/gsi_designated_shelters_412015.geojson": ("gsi_shelter", 112),
    "shelters/gsi_emergency_sites_412015.geojson": ("gsi_evacuation_site", 113),
    "childcare/nursery_vacancy_412015_2026-09-01.csv": ("nursery_vacancy", 100),
    "events/events_412015_base-registry_2022.csv": ("event", 5),
    "places/towns_412015_geolonia.json": ("town", 260),
    "gtfs/saga-pref-gtfs-jp_20260404.zip": ("bus_stop", 4001),
}
RULES = {
    "area_days.csv": ("collection_area_days", 314),
    "area_master.csv": ("collection_area_master", 15),
    "center.csv": ("collection_center", 1),
    "description.csv": ("collection_description", 4),
    "remarks.csv": ("collection_remarks", 2),
    "target.csv": ("collection_target", 270),
}


@pytest.fixture(autouse=True)
def files_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def _imports(capsys: pytest.CaptureFixture[str], *paths: Path) -> tuple[int, list[dict[str, Any]]]:
    code = import_.run([*map(str, paths), "--report", "json"])
    files: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["files"]
    for one in files:
        assert one["applied"] + one["to_confirm"] + one["refused"] == one["rows"]
    return code, files


def test_all_tables_of_the_city_go_in(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, files = _imports(capsys, *(samples / "saga" / name for name in TABLES))

    assert code == 0
    assert [(one["kind"], one["applied"]) for one in files] == list(TABLES.values())
    assert registry.find_places(kinds=["shelter", "evacuation_site"]).total == 113
    assert registry.facet_counts()["bus_stop"] == 4001
    assert len(registry.towns()) == 260


@pytest.mark.parametrize("order", [list(RULES), list(reversed(RULES))], ids=["forwards", "backwards"])
def test_the_rules_of_collection_go_in_whatever_their_order(
    samples: Path, capsys: pytest.CaptureFixture[str], order: list[str]
) -> None:
    code, files = _imports(capsys, *(samples / "saga/garbage" / name for name in order))

    assert code == 0
    assert {Path(one["file"]).name: (one["kind"], one["applied"]) for one in files} == RULES
    assert len(collection.items()) == 270


def test_a_weather_bulletin_is_refused_and_the_rest_goes_in(
    samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events = samples / "saga/events/events_412015_base-registry_2022.csv"
    bulletin = samples / "saga/jma/21_02_01_160628_VPCJ50.xml"

    code, (told, refused) = _imports(capsys, events, bulletin)

    assert code == 3
    assert told["applied"] == 5
    assert refused["rows"] == 0
    (line,) = refused["messages"]
    assert "XML" in line["found"]
    assert "保存し直してください" in line["action"]
