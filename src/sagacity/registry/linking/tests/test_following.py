from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from sagacity.broker import api as broker
from sagacity.kit.city import api as city
from sagacity.registry import api as registry
from sagacity.registry.linking import following
from sagacity.registry.tests.desk import KOGA, Desk

SITE = {
    "共通ID": "E4120100001201",
    "施設・場所名": "循誘小学校",
    "住所": "佐賀県佐賀市栄町1",
    "緯度": "33.250000",
    "経度": "130.300000",
}


@pytest.fixture(autouse=True)
def platform(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """An empty data-linkage platform of its own."""
    settings.BROKER_STORE = str(tmp_path / "broker.sqlite3")
    yield
    broker.rest()


def things(about: str = "") -> dict[str, broker.Thing]:
    return {
        thing.type: thing
        for thing in broker.things_of(tenant=following.TENANT, path=following.PATH, about=about)
    }


def test_a_published_site_is_an_entity_with_a_derived_location(desk: Desk) -> None:
    desk.publishes([SITE], kind="gsi_evacuation_site", name="e.csv")

    thing = things()["EvacuationSite"]
    assert thing.id == f"urn:ngsi-ld:EvacuationSite:{city.current().code}-E4120100001201"
    assert thing.attributes["name"].value == "循誘小学校"
    assert thing.attributes["location"] == broker.Value(
        {"type": "Point", "coordinates": [130.3, 33.25]}, "geo:json"
    )
    assert "elevation" not in thing.attributes


def test_two_records_of_one_place_are_two_entities_of_it(desk: Desk) -> None:
    desk.publishes([SITE], kind="gsi_evacuation_site", name="e.csv")
    desk.publishes([{**SITE, "共通ID": "E4120100001111"}], kind="gsi_shelter", name="s.csv")

    (place,) = registry.find_places().places
    assert set(things(place.key)) == {"EvacuationSite", "DesignatedShelter"}
    assert things()["DesignatedShelter"].attributes["place"] == broker.Value(place.key, "Relationship")


def test_what_an_import_brought_goes_when_it_is_undone(desk: Desk) -> None:
    run = desk.publishes([SITE], kind="gsi_evacuation_site", name="e.csv")

    registry.undo(key=run.key, by=KOGA, reason="取り違え", at=desk.at)
    desk.deliver()

    assert things() == {}


def test_everything_can_be_put_into_an_empty_platform(desk: Desk, settings: Settings, tmp_path: Path) -> None:
    desk.publishes([SITE], kind="gsi_evacuation_site", name="e.csv")
    settings.BROKER_STORE = str(tmp_path / "new.sqlite3")

    assert registry.link_published() == 1
    assert registry.link_published() == 0

    assert set(things()) == {"EvacuationSite"}
