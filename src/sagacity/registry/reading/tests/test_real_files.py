"""The files Saga and others really published are read to their last row."""

from pathlib import Path

import pytest

from sagacity.registry.mapping import guess_kind
from sagacity.registry.reading import open_table

pytestmark = pytest.mark.real_data


@pytest.mark.parametrize(
    ("name", "kind", "rows"),
    [
        ("shelters/gsi_designated_shelters_412015.geojson", "gsi_shelter", 112),
        ("shelters/gsi_emergency_sites_412015.geojson", "gsi_evacuation_site", 113),
        ("childcare/nursery_vacancy_412015_2026-09-01.csv", "nursery_vacancy", 100),
        ("events/events_412015_base-registry_2022.csv", "event", 5),
        ("places/towns_412015_geolonia.json", "town", 260),
        ("gtfs/saga-pref-gtfs-jp_20260404.zip", "bus_stop", 4001),
        ("garbage/area_days.csv", "collection_area_days", 314),
        ("garbage/area_days_2019-12-25_yearend.csv", "collection_area_days", 314),
        ("garbage/area_days_2020-12-29_yearend.csv", "collection_area_days", 314),
        ("garbage/area_master.csv", "collection_area_master", 15),
        ("garbage/center.csv", "collection_center", 1),
        ("garbage/center_2019-12-25.csv", "collection_center", 1),
        ("garbage/description.csv", "collection_description", 4),
        ("garbage/remarks.csv", "collection_remarks", 2),
        ("garbage/target.csv", "collection_target", 270),
    ],
)
def test_a_published_file_is_known_and_read_whole(samples: Path, name: str, kind: str, rows: int) -> None:
    path = samples / "saga" / name

    table = open_table(path, name=path.name)
    ranked = guess_kind(table.headings, path.name, table.sample)

    assert ranked[0][0] == kind
    assert ranked[0][1] > 0.6
    read = list(table.rows)
    assert len(read) == rows
    assert not [row for row in read if row.problem]
