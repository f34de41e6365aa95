"""The files Saga and others really published, as they are."""

from collections import Counter
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from sagacity.registry import api as registry
from sagacity.registry.tests.desk import Desk

pytestmark = pytest.mark.real_data

SHELTERS = ("gsi_designated_shelters_412015.geojson", "gsi_emergency_sites_412015.geojson")


@pytest.mark.parametrize("order", list(permutations(SHELTERS)))
def test_the_two_shelter_files_make_113_places_of_which_112_have_both(
    desk: Desk, samples: Path, order: tuple[str, ...]
) -> None:
    for name in order:
        run = desk.publishes(samples / "saga/shelters" / name)
        assert (run.state, run.to_confirm, run.refused) == ("applied", 0, 0)

    page = registry.find_places(limit=500)
    kinds = Counter(tuple(facet.kind for facet in place.facets) for place in page.places)
    assert page.total == 113
    assert kinds == {("evacuation_site", "shelter"): 112, ("evacuation_site",): 1}
    names = {place.name for place in page.places}
    assert {"兵庫公民館", "兵庫小学校", "川副保健センター", "川副児童館", "さが水ものがたり館"} <= names
    (water,) = [place for place in page.places if place.name == "さが水ものがたり館"]
    assert {facet.local_id[:11] for facet in water.facets} == {water.facets[0].local_id[:11]}
    assert len({facet.local_id[-1] for facet in water.facets}) == 2


def test_files_of_the_geospatial_authority_keep_its_name_and_terms(desk: Desk, samples: Path) -> None:
    desk.publishes(samples / "saga/shelters" / SHELTERS[0])

    dataset = registry.dataset("gsi_shelter")

    assert (dataset.publisher, dataset.licence) == ("国土地理院", "国土地理院コンテンツ利用規約")
    assert "国土地理院" in dataset.attribution


def test_100_nurseries_have_600_marks_and_none_a_meaning(desk: Desk, samples: Path) -> None:
    run = desk.publishes(samples / "saga/childcare/nursery_vacancy_412015_2026-09-01.csv")
    assert (run.rows, run.applied, run.edition) == (100, 100, "2026-09-01")

    page = registry.find_places(kinds=["nursery"], limit=200)
    marks = [mark for place in page.places for mark in registry.vacancy(place.key)]

    assert page.total == 100
    assert all(place.point is None for place in page.places)
    assert Counter(mark.mark for mark in marks) == {"×": 270, "△": 224, "-": 88, "○": 18}
    assert {(mark.month, mark.as_of, mark.meaning) for mark in marks} == {
        (date(2026, 9, 1), date(2026, 9, 1), "")
    }


def test_the_five_events_of_2022_keep_their_days_and_lines(desk: Desk, samples: Path) -> None:
    run = desk.publishes(samples / "saga/events/events_412015_base-registry_2022.csv")

    events, many = registry.find_events(from_=date(2022, 1, 1), until=date(2022, 12, 31))
    undated, _ = registry.find_events(undated=True)

    assert run.applied == 5
    assert many + len(undated) == 5
    assert events[0].name == "第22回佐賀城下ひなまつり"
    assert events[0].occurrences[0].until == date(2022, 3, 21)
    assert "\n" in events[0].access


def test_260_towns_give_places_their_town(desk: Desk, samples: Path) -> None:
    desk.publishes(samples / "saga/shelters" / SHELTERS[0])
    run = desk.publishes(samples / "saga/places/towns_412015_geolonia.json")

    assert run.applied == 260
    assert len(registry.towns()) == 260
    with_town = [place for place in registry.find_places(limit=500).places if place.address.town]
    towns = {place.name: place.address.town for place in with_town}
    assert towns["嘉瀬小学校"] == "嘉瀬町大字十五"
    assert {"高木瀬東五丁目", "城内一丁目"} <= set(towns.values())
    assert len(towns) == 112


def test_the_bus_stops_of_the_prefecture_come_in(desk: Desk, samples: Path) -> None:
    run = desk.receives(samples / "saga/gtfs/saga-pref-gtfs-jp_20260404.zip")

    assert (run.state, run.kind) == ("checked", "bus_stop")
    assert run.rows == 4001
    assert run.applied + run.to_confirm + run.refused == 4001


def test_the_same_shelters_again_change_nothing(desk: Desk, samples: Path) -> None:
    file = samples / "saga/shelters" / SHELTERS[0]
    desk.publishes(file)

    run = desk.receives(file)

    assert (run.new, run.changed, run.unchanged, run.vanished) == (0, 0, 112, 0)
    assert run.same_file_as
