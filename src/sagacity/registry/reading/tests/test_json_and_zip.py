"""GeoJSON, lists of objects, GTFS and 5374 folders."""

import json
from pathlib import Path
from typing import Any

from sagacity.registry.reading.tests.files import boxed, read
from sagacity.registry.types import Outcome


def _features(*geometries: Any, **more: Any) -> str:
    features = [
        {
            "type": "Feature",
            "geometry": one,
            "properties": {"名称": f"公民館{at}", "階数": at, "避難所": True},
        }
        for at, one in enumerate(geometries)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **more}, ensure_ascii=False)


def test_points_become_columns_in_the_order_of_the_standard(tmp_path: Path) -> None:
    table, rows = read(tmp_path, _features({"type": "Point", "coordinates": [130.3, 33.2]}), "a.geojson")

    assert table.form == "geojson"
    assert table.headings == ["名称", "階数", "避難所", "緯度", "経度"]
    assert rows[0].cells == ["公民館0", "0", "1", "33.2", "130.3"]


def test_a_feature_without_geometry_has_no_point(tmp_path: Path) -> None:
    _, rows = read(tmp_path, _features(None, {"type": "Point", "coordinates": [130.3, 33.2]}), "a.geojson")

    assert rows[0].cells[3:] == ["", ""]


def test_an_area_is_asked_not_made_a_point(tmp_path: Path) -> None:
    area = {"type": "Polygon", "coordinates": [[[130, 33], [131, 33], [131, 34], [130, 33]]]}

    _, rows = read(tmp_path, _features(area), "a.geojson")

    assert [note.rule for note in rows[0].notes] == ["point.shape"]


def test_another_datum_is_asked(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4301"}}

    table, _ = read(
        tmp_path, _features({"type": "Point", "coordinates": [130.3, 33.2]}, crs=crs), "a.geojson"
    )

    assert [(one.rule, one.outcome) for one in table.messages] == [("point.datum", Outcome.CONFIRM)]


def test_the_usual_datum_is_not_asked(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}

    table, _ = read(
        tmp_path, _features({"type": "Point", "coordinates": [130.3, 33.2]}, crs=crs), "a.geojson"
    )

    assert table.messages == []


def test_items_of_a_list_that_are_no_objects_are_refused_one_by_one(tmp_path: Path) -> None:
    _, rows = read(tmp_path, '[{"名称": "a", "緯度": 1}, 5, {"名称": "b"}]', "a.json")

    assert [bool(row.problem) for row in rows] == [False, True, False]
    assert rows[2].cells == ["b", ""]


def test_of_a_gtfs_feed_the_stops_are_read_and_the_rest_is_named(tmp_path: Path) -> None:
    data = boxed(
        **{
            "stops.txt": "\ufeffstop_id,stop_name,stop_lat,stop_lon\nS1,駅前,33.2,130.3\n",
            "routes.txt": "a,b\n",
        }
    )

    table, rows = read(tmp_path, data, "feed.zip")

    assert (table.form, table.sheet, table.members) == ("gtfs", "stops.txt", ("routes.txt", "stops.txt"))
    assert rows[0].cells[1] == "駅前"
    assert "routes.txt" in next(one.found for one in table.messages if one.rule == "file.members")


def test_a_folder_of_5374_files_opens_at_its_areas_or_at_the_file_asked_for(tmp_path: Path) -> None:
    data = boxed(
        **{
            "data/area_days.csv": "地名,センター,燃えるごみ\n本町,工場,月 木\n",
            "data/center.csv": "名称,休止開始日,休止終了日\n工場,2026/12/30,2027/01/03\n",
        }
    )

    areas, _ = read(tmp_path, data, "5374.zip")
    plants, rows = read(tmp_path, data, "5374.zip", sheet="center.csv")

    assert (areas.form, areas.sheet) == ("5374", "area_days.csv")
    assert plants.headings[0] == "名称"
    assert rows[0].cells[0] == "工場"
