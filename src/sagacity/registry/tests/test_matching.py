from itertools import permutations

import pytest

from sagacity.registry import api as registry
from sagacity.registry.tests.desk import KOGA, Desk, Row, aed


def _shelter(number: int, name: str, common: str, **more: str) -> dict[str, str]:
    return {
        "共通ID": common,
        "施設・場所名": name,
        "住所": f"佐賀県佐賀市栄町{number}",
        "緯度": "33.250000",
        "経度": "130.300000",
        **more,
    }


def test_shelter_and_evacuation_site_are_one_place_with_two_designations(desk: Desk) -> None:
    desk.publishes([_shelter(1, "循誘小学校", "E4120100001111")], kind="gsi_shelter", name="s.csv")
    desk.publishes([_shelter(1, "循誘小学校", "E4120100001201")], kind="gsi_evacuation_site", name="e.csv")

    (place,) = registry.find_places().places
    assert {facet.kind: facet.local_id for facet in place.facets} == {
        "shelter": "E4120100001111",
        "evacuation_site": "E4120100001201",
    }


def test_the_last_digit_of_the_common_id_tells_neighbours_apart(desk: Desk) -> None:
    rows = [_shelter(1, "兵庫公民館", "E4120100050111"), _shelter(1, "兵庫小学校", "E4120100050112")]
    desk.publishes(rows, kind="gsi_shelter", name="s.csv")
    rows = [_shelter(1, "兵庫公民館", "E4120100050201"), _shelter(1, "兵庫小学校", "E4120100050202")]
    desk.publishes(rows, kind="gsi_evacuation_site", name="e.csv")

    places = registry.find_places().places
    assert {(place.name, len(place.facets)) for place in places} == {("兵庫公民館", 2), ("兵庫小学校", 2)}


def test_name_and_point_join_where_the_ids_differ(desk: Desk) -> None:
    desk.publishes([_shelter(1, "水ものがたり館", "E4120100070111")], kind="gsi_shelter", name="s.csv")
    rows = [_shelter(1, "水ものがたり館", "E4120100070202", 緯度="33.250100")]
    desk.publishes(rows, kind="gsi_evacuation_site", name="e.csv")

    assert [len(place.facets) for place in registry.find_places().places] == [2]


def test_one_name_in_two_corners_of_the_city_stays_two_places(desk: Desk) -> None:
    desk.publishes([_shelter(1, "中央公園", "E4120100080111")], kind="gsi_shelter", name="s.csv")
    desk.publishes([aed(1, "中央公園", 緯度="33.290000", 所在地_連結表記="佐賀県佐賀市大和町1")])

    assert registry.find_places().total == 2


_FILES: list[tuple[str, list[Row]]] = [
    ("gsi_shelter", [_shelter(1, "循誘小学校", "E4120100001111"), _shelter(2, "公民館", "E4120100002111")]),
    ("gsi_evacuation_site", [_shelter(1, "循誘小学校", "E4120100001201")]),
    (
        "aed",
        [aed(1, "循誘小学校", 緯度="33.250050", 経度="130.300050", 所在地_連結表記="佐賀県佐賀市栄町1-9")],
    ),
]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_imports_does_not_matter(desk: Desk, order: tuple[int, ...]) -> None:
    for position in order:
        kind, rows = _FILES[position]
        desk.publishes(rows, kind=kind, name=f"{kind}.csv")

    places = sorted(registry.find_places().places, key=lambda place: place.name)
    assert [(place.name, [facet.kind for facet in place.facets]) for place in places] == [
        ("公民館", ["shelter"]),
        ("循誘小学校", ["aed", "evacuation_site", "shelter"]),
    ]
    assert places[1].address.text == "佐賀県佐賀市栄町1"
    assert places[1].point == registry.Point(33.25, 130.3)


def test_alike_names_nearby_are_proposed_and_a_person_joins_them(desk: Desk) -> None:
    desk.publishes([_shelter(1, "佐賀市立循誘小学校", "E4120100001111")], kind="gsi_shelter", name="s.csv")
    desk.publishes([aed(1, "佐賀市立循誘小學校", 緯度="33.250050", 経度="130.300050")])
    (pair,) = registry.duplicates()
    old = pair.other

    registry.join_places(keep=pair.one, merge=pair.other, by=KOGA, at=desk.at)
    desk.deliver()

    (place,) = registry.find_places().places
    assert {facet.kind for facet in place.facets} == {"shelter", "aed"}
    assert registry.place(old).key == place.key
    assert registry.duplicates() == []


def test_a_join_holds_when_the_next_edition_comes(desk: Desk) -> None:
    desk.publishes([_shelter(1, "佐賀市立循誘小学校", "E4120100001111")], kind="gsi_shelter", name="s.csv")
    desk.publishes([aed(1, "循誘小", 緯度="33.250050", 経度="130.300050")])
    keep, merge = (place.key for place in registry.find_places().places)
    registry.join_places(keep=keep, merge=merge, by=KOGA, at=desk.at)

    desk.publishes([aed(1, "循誘小 玄関", 緯度="33.250050", 経度="130.300050")])

    assert registry.find_places().total == 1


def test_two_places_said_to_be_two_are_not_proposed_again(desk: Desk) -> None:
    desk.publishes([_shelter(1, "佐賀市立循誘小学校", "E4120100001111")], kind="gsi_shelter", name="s.csv")
    desk.publishes([aed(1, "佐賀市立循誘小學校", 緯度="33.250050", 経度="130.300050")])
    (pair,) = registry.duplicates()

    registry.keep_apart(key=pair.key, by=KOGA, at=desk.at)

    assert registry.duplicates() == []
    assert registry.find_places().total == 2


def test_rows_without_an_id_find_themselves_again_next_month(desk: Desk) -> None:
    rows = [{"名称": f"施設{number}", "所在地_連結表記": f"佐賀市栄町{number}"} for number in range(1, 4)]
    desk.publishes(rows, kind="aed")

    run = desk.receives(list(reversed(rows)), kind="aed")

    assert (run.new, run.changed, run.unchanged, run.vanished) == (0, 0, 3, 0)
