"""The models of the national standards: what they say, and that published rows fit them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from sagacity.broker import api as broker
from sagacity.broker.looking.testing import answering
from sagacity.kit.city import api as city
from sagacity.registry import api as registry
from sagacity.registry.linking import following, schemas
from sagacity.registry.linking.models import all_models
from sagacity.registry.tests.desk import Desk, aed

AED = {
    **aed(1, "市役所 本庁舎"),
    "名称_カナ": "シヤクショ ホンチョウシャ",
    "設置位置": "1階 受付",
    "小児対応設備の有無": "有",
    "緯度": "33.2636",
    "経度": "130.3009",
}


@pytest.fixture(autouse=True)
def platform(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """An empty data-linkage platform of its own, with the standards kept."""
    settings.BROKER_STORE = str(tmp_path / "broker.sqlite3")
    broker.prepare()
    yield
    broker.rest()


def test_every_type_that_is_published_has_a_model() -> None:
    schemas.keep_all()

    kept = {one.model.type for one in broker.standings(tenant="", path=following.PATH)}
    assert kept == {model.type for model in all_models().values()} | {"Event"}
    assert {one.mode for one in broker.standings(tenant="", path=following.PATH)} == {"warn"}
    assert {one.mode for one in broker.standings(tenant="", path="/")} == {"off"}


def test_a_row_of_the_standard_becomes_a_rule() -> None:
    schema = schemas.of(registry.kind("aed"))

    assert schema["title"] == "AED"
    assert schema["properties"]["pediatricEquipment"] == {
        "enum": ["有", "無"],
        "description": "小児対応設備の有無",
    }
    assert schema["properties"]["localGovernmentCode"]["pattern"] == "^[0-9]{6}$"
    assert schema["properties"]["location"]["x-ngsi"] == {"type": "GeoProperty"}
    assert {"name", "nameKana", "address", "installationPosition"} <= set(schema["required"])
    assert schema["properties"]["address"]["required"] == ["addressText"]


def test_hazards_of_a_site_are_words_of_the_standard() -> None:
    schema = schemas.of(registry.kind("evacuation_site"))

    assert schema["properties"]["hazardTypes"]["items"]["enum"][:2] == ["flood", "landslide"]
    assert "hazardTypes" in schema["required"]


def test_a_row_of_a_national_table_is_read_in_both_faces_with_a_derived_location(
    desk: Desk, settings: Settings
) -> None:
    registry.link_published()
    desk.publishes([AED], kind="aed")
    id_ = f"urn:ngsi-ld:AED:{city.current().code}-0000000001"

    with answering(settings.BROKER_STORE) as town:
        v2 = town.get(f"/v2/entities/{id_}", headers={"Fiware-ServicePath": "/opendata"}).json
        ld = town.get(f"/ngsi-ld/v1/entities/{id_}").json
        link = f'<{settings.PUBLIC_URL}/ngsi-ld/v1/jsonldContexts/standard-aed>; rel="{REL}"'
        japanese = town.get(f"/ngsi-ld/v1/entities/{id_}", headers={"Link": link}, options="keyValues").json
        fits = town.get("/models/AED/misfits").json

    point = {"type": "Point", "coordinates": [130.3009, 33.2636]}
    assert (v2["location"]["type"], v2["location"]["value"]) == ("geo:json", point)
    assert ld["location"] == {"type": "GeoProperty", "value": point}
    assert (v2["pediatricEquipment"]["value"], ld["pediatricEquipment"]["value"]) == ("有", "有")
    assert (japanese["type"], japanese["設置位置"]) == ("AED設置箇所一覧", "1階 受付")
    assert (fits["entities"], fits["unfit"]) == (1, 0)


REL = "http://www.w3.org/ns/json-ld#context"


def test_what_somebody_else_writes_is_judged_by_the_same_model(desk: Desk, settings: Settings) -> None:
    registry.link_published()
    foreign: dict[str, Any] = {
        "id": "urn:ngsi-ld:AED:x",
        "type": "AED",
        "name": {"type": "Property", "value": "駅"},
        "location": {"type": "Property", "value": {"type": "Point", "coordinates": [33.26, 130.3]}},
    }

    with answering(settings.BROKER_STORE) as town:
        stored = town.post("/ngsi-ld/v1/entities", json=foreign)
        town.put("/models/AED/mode", json={"mode": "refuse"})
        refused = town.post("/ngsi-ld/v1/entities", json={**foreign, "id": "urn:ngsi-ld:AED:y"})

    assert (stored.status, refused.status) == (201, 400)
    assert "location" in refused.json["detail"]
    assert "location.coordinates[0]: 33.26 stands there, expected is at least 122" in refused.json["detail"]


def test_a_published_row_without_a_required_value_is_listed_and_not_refused(desk: Desk) -> None:
    registry.link_published()
    broker.rule_model(tenant="", path=following.PATH, type_="AED", mode="refuse")

    desk.publishes([{**AED, "設置位置": ""}], kind="aed")

    model = broker.model_of("AED")
    assert model is not None
    looked = broker.unfit_things(model, tenant="", path=following.PATH, limit=10)
    assert (looked.entities, looked.unfit) == (1, 1)
    assert [one.where for one in looked.page[0].misfits] == ["installationPosition"]
