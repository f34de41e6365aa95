"""What a clerk sees of data models, and how it is chosen what happens to what does not fit."""

import pytest

from sagacity.broker import api as broker
from sagacity.identity.testing import StaffActor
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.django_db
MODELS = "/desk/data/models/"
SCHEMA = {
    "properties": {"spaces": {"type": "integer"}, "kind": {"enum": ["roof", "street"]}},
    "required": ["name"],
}
EVERYWHERE = "/"


def put(**attributes: broker.Value) -> None:
    thing = broker.Thing("urn:ngsi-ld:ParkingLot:1", "ParkingLot", attributes)
    broker.put_things(tenant="", path="/opendata", about={"p": [thing]})


@pytest.fixture(autouse=True)
def model() -> None:
    broker.prepare()
    broker.keep_models([("ParkingLot", "駐車場一覧", SCHEMA)])


def test_the_table_says_how_many_fit_and_what_happens_to_the_others(koga: StaffActor) -> None:
    put(spaces=broker.Value("many", "Text"))

    page = koga.sees(MODELS)
    assert "駐車場一覧" in page
    assert "受け取って注意する" in page
    assert "確かめない" in koga.sees(MODELS, place=EVERYWHERE)


def test_each_thing_that_does_not_fit_stands_with_what_was_expected(koga: StaffActor) -> None:
    put(spaces=broker.Value("many", "Text"), kind=broker.Value("cave", "Text"))

    page = koga.sees(f"{MODELS}ParkingLot/")
    assert "urn:ngsi-ld:ParkingLot:1" in page
    assert "値（標準で必須）" in page
    assert "整数" in page
    assert "次のどれか: roof、street" in page
    assert koga.opens(f"{MODELS}Nothing/").status_code == 404


def test_a_choice_holds_from_then_on_and_is_written_down(koga: StaffActor) -> None:
    koga.sends(f"{MODELS}ParkingLot/mode/", place="/opendata", mode="refuse")

    assert "「受け取らない」にしました。" in koga.sees()
    (standing,) = broker.standings(tenant="", path="/opendata")
    assert standing.mode == "refuse"
    assert [line.action for line in audit.about(thing="broker:/opendata:model:ParkingLot")] == [
        "broker.model.refuse"
    ]


def test_only_who_operates_the_platform_chooses(koga: StaffActor, nakamura: StaffActor) -> None:
    koga.sends(f"{MODELS}ParkingLot/mode/", place="/opendata", mode="perhaps")
    assert "3つのうち1つを選んでください。" in koga.sees()

    assert nakamura.sends(f"{MODELS}ParkingLot/mode/", place="/opendata", mode="off").status_code == 403
