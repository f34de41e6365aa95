"""Sensors as residents see them: in a list, on the map, near a place."""

import json
from datetime import timedelta
from typing import Any

import pytest

from sagacity.broker import api as broker
from sagacity.identity.testing import Actor
from sagacity.kit import clock
from sagacity.miniapps.places.tests.conftest import Publish, key_of
from sagacity.registry.tests.desk import aed

pytestmark = pytest.mark.django_db
NOW = "/apps/places/now/"
JAPAN = {"bbox": "30,128,34,143", "zoom": "9"}


def sensor(
    type: str,
    attribute: str,
    value: float,
    *,
    name: str = "嘉瀬川 一番",
    minutes: int = 3,
    unit: str = "",
    quality: str = "",
    at: tuple[float, float] = (33.25, 130.3),
    **more: Any,
) -> broker.Thing:
    said = {"observedAt": (clock.now() - timedelta(minutes=minutes)).isoformat()}
    said |= {"unitCode": unit} if unit else {}
    said |= {"quality": quality} if quality else {}
    attributes = {
        "name": broker.Value(name, "Text"),
        attribute: broker.Value(value, "Number", said),
        "location": broker.Value({"type": "Point", "coordinates": [at[1], at[0]]}, "geo:json"),
    }
    attributes |= {each: broker.Value(kept, "Text") for each, kept in more.items()}
    return broker.Thing(f"urn:ngsi-ld:{type}:{name.encode().hex()}", type, attributes)


def put(*things: broker.Thing, path: str = "/sensors") -> None:
    broker.put_things(tenant="", path=path, about={thing.id: [thing] for thing in things})


def river(level: float = 2.34, **more: Any) -> broker.Thing:
    return sensor("WaterLevelObserved", "waterLevel", level, unit="MTR", **more)


def parking(free: int, **more: Any) -> broker.Thing:
    return sensor("OffStreetParking", "availableSpotNumber", free, name="駅前駐車場", **more)


def marks(actor: Actor, path: str, **query: object) -> dict[str, dict[str, Any]]:
    features = json.loads(actor.opens(path, **{**JAPAN, **query}).content)["features"]
    return {one["properties"]["name"]: one["properties"] for one in features}


def test_without_sensors_the_page_says_so_and_leads_on(hanako: Actor) -> None:
    assert "いま見られるセンサーはありません" in hanako.sees(NOW)
    assert "いまのようす" not in hanako.sees("/apps/places/")


def test_a_river_says_its_level_and_when_it_was_measured(hanako: Actor) -> None:
    put(river())

    page = hanako.sees(NOW)

    assert "嘉瀬川 一番" in page
    assert "2.34 m" in page
    assert "3分前" in page
    assert "古い値です" not in page
    assert "模擬" not in page


def test_an_old_and_a_doubtful_reading_are_marked(hanako: Actor) -> None:
    put(river(minutes=31, quality="suspect"))

    page = hanako.sees(NOW)

    assert "古い値です" in page
    assert "たしかでない値です" in page


def test_an_old_reading_does_not_reassure_and_says_so_on_the_map_too(hanako: Actor) -> None:
    thing = sensor("OffStreetParking", "availableSpotNumber", 60, name="駅前駐車場", minutes=31)
    full = sensor("OffStreetParking", "availableSpotNumber", 0, name="北駐車場", minutes=31)
    put(thing, full)

    page = hanako.sees(NOW)

    assert "30分より前の値です。いまは変わっているかもしれません。" in page
    assert "空いています" not in page
    assert "満車" in page
    assert "センサーは正常" not in page
    assert "古い値です" in marks(hanako, f"{NOW}points.json")["駅前駐車場"]["note"]


def test_a_fresh_reading_says_that_its_sensor_works(hanako: Actor) -> None:
    put(river())

    assert "センサーは正常" in hanako.sees(NOW)
    assert "センサーはふつうに動いています。" in hanako.sees(f"{NOW}sensor/", id=river().id)


def test_made_up_values_are_called_so_in_the_list_on_the_map_and_on_the_page(hanako: Actor) -> None:
    put(river(dataProvider="simulation"))

    assert "ほんとうのようすではありません" in hanako.sees(NOW)
    mark = marks(hanako, f"{NOW}points.json")["嘉瀬川 一番"]
    assert "模擬の値です" in mark["note"]
    assert "ほんとうのようすではありません" in hanako.sees(mark["url"])


@pytest.mark.parametrize(
    ("free", "words"), [(0, "満車"), (-1, "満車"), (8, "のこりわずか"), (60, "空いています")]
)
def test_a_car_park_says_how_full_it_is(hanako: Actor, free: int, words: str) -> None:
    thing = parking(free)
    attributes = {**thing.attributes, "totalSpotNumber": broker.Value(120, "Number")}
    put(broker.Thing(thing.id, thing.type, attributes))

    page = hanako.sees(NOW)

    assert words in page
    assert f"空き {free}台（120台のうち）" in page


@pytest.mark.parametrize(
    ("count", "words"), [(10, "すいています"), (50, "やや混んでいます"), (90, "混んでいます")]
)
def test_crowding_is_said_only_where_it_is_known_how_many_fit(hanako: Actor, count: int, words: str) -> None:
    thing = sensor("CrowdFlowObserved", "peopleCount", count, name="ロビー")
    put(thing)
    assert "混んでいます" not in hanako.sees(NOW)
    assert f"{count}人" in hanako.sees()

    put(broker.Thing(thing.id, thing.type, {**thing.attributes, "capacity": broker.Value(100, "Number")}))

    assert words in hanako.sees(NOW)


def test_kinds_narrow_list_and_map_alike_and_stand_on_the_list_of_places(
    hanako: Actor, publish: Publish
) -> None:
    publish("aed", [aed(1, "市役所")])
    put(river(), parking(14))

    assert "川の水位 1" in hanako.sees("/apps/places/")
    page = hanako.sees(NOW, kind="parking")
    assert "駅前駐車場" in page
    assert "嘉瀬川 一番" not in page
    assert set(marks(hanako, f"{NOW}points.json", kind="parking")) == {"駅前駐車場"}
    assert {"嘉瀬川 一番", "駅前駐車場", "市役所"} <= set(marks(hanako, "/apps/places/features.json"))
    assert set(marks(hanako, "/apps/places/features.json", kind="aed")) == {"市役所"}


def test_what_lies_outside_the_path_of_sensors_is_not_shown(hanako: Actor) -> None:
    put(river(name="ひみつの川"), path="/test")
    put(sensor("AirQualityObserved", "pm25", 12, name="空気"))

    assert "いま見られるセンサーはありません" in hanako.sees(NOW)
    assert hanako.opens(f"{NOW}sensor/", id=river(name="ひみつの川").id).status_code == 404
    assert hanako.opens(f"{NOW}sensor/", id="").status_code == 404


def test_a_place_names_the_sensors_near_it_with_their_distance(hanako: Actor, publish: Publish) -> None:
    publish("aed", [{**aed(1, "市役所"), "緯度": "33.25", "経度": "130.3"}])
    put(river(at=(33.255, 130.3)), parking(14, at=(33.28, 130.3)))

    page = hanako.sees(f"/apps/places/{key_of('市役所')}/")

    assert "近くのいまのようす" in page
    assert "嘉瀬川 一番" in page
    assert "約560 m" in page
    assert "駅前駐車場" not in page


def test_the_page_of_a_sensor_draws_its_last_day(hanako: Actor) -> None:
    put(river())

    page = hanako.sees(f"{NOW}sensor/", id=river().id)

    assert "この24時間のようす" in page
    assert "2.34" in page


@pytest.mark.parametrize("language", ["ja-easy", "en", "zh-hans", "ko", "vi"])
def test_every_language_reads_the_sensors(language: str) -> None:
    put(river(minutes=90, nameEn="Kase River 1", dataProvider="simulation"))
    reader = Actor(language=language)

    page = reader.sees(NOW)

    assert "2.34 m" in page
    assert "いまのようす" not in page or language == "ja-easy"
    assert ("Kase River 1" in page) == (language in {"en", "ko", "vi"})
