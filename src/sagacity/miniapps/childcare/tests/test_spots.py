"""Places for families: what the city has published, joined by place; what it has not, visibly empty."""

from sagacity.identity.testing import Actor
from sagacity.miniapps.childcare.tests.conftest import Publish

DOOR = "/apps/childcare/spots/"


def test_the_invented_city_has_a_park_and_a_toilet_and_says_what_it_lacks(
    hanako: Actor, example: None
) -> None:
    page = hanako.sees(DOOR)

    assert "やま公園" in page
    assert "みなと公園トイレ" in page
    assert "赤ちゃんの設備があるトイレ: あり" in page
    assert "子育て施設の一覧" in page  # not published
    assert "公開されていません" in page


def test_a_place_is_one_line_with_its_designations_and_the_aed_near(hanako: Actor, publish: Publish) -> None:
    at = {"緯度": "33.2600", "経度": "130.3000"}
    publish("shelter", [{"名称": "北児童館", "所在地_連結表記": "佐賀県佐賀市栄町1", **at}])
    publish("evacuation_site", [{"名称": "北児童館", "所在地_連結表記": "佐賀県佐賀市栄町1", **at}])
    publish("aed", [{"ID": "A1", "名称": "北公民館", "緯度": "33.2610", "経度": "130.3000"}])

    page = hanako.sees(DOOR, group="centre")

    assert page.count("北児童館") == 1
    assert "指定避難所、指定緊急避難場所" in page
    assert "北公民館（直線110 m）" in page
    assert "駐車場公開されていません" in page


def test_a_group_narrows_the_list_and_an_unknown_one_is_passed_over(hanako: Actor, example: None) -> None:
    assert "みなと公園トイレ" in hanako.sees(DOOR, group="toilet")
    assert "やま公園" not in hanako.sees(DOOR, group="toilet")
    assert "やま公園" in hanako.sees(DOOR, group="castle")


def test_a_city_without_places_says_so(hanako: Actor) -> None:
    assert "まだ公開されていません" in hanako.sees(DOOR)
