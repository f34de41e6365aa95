"""The map and the list, as residents use them."""

import json
from datetime import datetime, timedelta

import pytest

from sagacity.identity.testing import Actor
from sagacity.miniapps.places.tests.conftest import Publish, town_of, travel
from sagacity.registry.tests.desk import aed

MAP = "/apps/places/features.json"
JAPAN = {"bbox": "30,128,34,143", "zoom": "9"}


def marks(actor: Actor, **query: object) -> list[dict[str, object]]:
    answer = actor.opens(MAP, **{**JAPAN, **query})
    assert answer.status_code == 200
    return [one["properties"] for one in json.loads(answer.content)["features"]]


def names(actor: Actor, **query: object) -> set[object]:
    return {one["name"] for one in marks(actor, **query)}


def test_everything_is_on_the_map_and_in_the_list(hanako: Actor, example: None) -> None:
    page = hanako.sees("/apps/places/")

    assert "みほん小学校" in page
    assert "しま港待合所" in page
    assert {"みほん小学校", "やま公園", "しま港待合所"} <= names(hanako)


def test_a_kind_narrows_list_and_map_alike(hanako: Actor, example: None) -> None:
    page = hanako.sees("/apps/places/", kind="evacuation_site")

    assert "2か所" in page
    assert "やま公園" in page
    assert "しま港待合所" not in page
    assert names(hanako, kind="evacuation_site") == {"みほん小学校", "やま公園"}


@pytest.mark.parametrize(
    ("hazard", "found"),
    [
        ("flood", {"みほん小学校"}),
        ("tsunami", {"やま公園"}),
        ("earthquake", {"みほん小学校", "やま公園"}),
        ("volcano", set()),
    ],
)
def test_a_danger_leaves_only_the_sites_designated_for_it(
    hanako: Actor, example: None, hazard: str, found: set[str]
) -> None:
    page = hanako.sees("/apps/places/", hazard=hazard)

    assert {name for name in ("みほん小学校", "やま公園", "しま港待合所") if name in page} == found
    assert names(hanako, hazard=hazard) == found


def test_two_dangers_must_both_be_covered(hanako: Actor, example: None) -> None:
    assert names(hanako, hazard=["flood", "tsunami"]) == set()


def test_nothing_found_says_what_to_do(hanako: Actor, example: None) -> None:
    page = hanako.sees("/apps/places/", q="宇宙船の発着場")

    assert "あてはまる場所がありません" in page
    assert "条件を1つはずすか" in page
    assert "条件をすべて消す" in page


def test_a_city_without_records_says_so(hanako: Actor) -> None:
    assert "まだ公開されていません" in hanako.sees("/apps/places/")
    assert marks(hanako) == []


def test_the_search_leads_to_the_places_of_a_town(hanako: Actor, example: None) -> None:
    page = hanako.sees("/apps/places/", town=town_of("しま町"))

    assert "しま町だけ" in page
    assert "しま港待合所" in page
    assert "みほん小学校" not in page


def test_from_the_chosen_district_the_nearest_comes_first_and_the_page_says_from_where(
    hanako: Actor, example: None
) -> None:
    hanako.chooses_district(town_of("しま町"))

    page = hanako.sees("/apps/places/")

    assert "町字の代表点からの距離（しま町）" in page
    assert page.index("しま港待合所") < page.index("みほん小学校")


def test_my_own_place_orders_the_list_when_i_give_it(hanako: Actor, example: None) -> None:
    near_school = hanako.sees("/apps/places/", here="32.101,141.903", sort="here")
    near_harbour = hanako.sees("/apps/places/", here="32.085,141.955", sort="here")

    assert near_school.index("みほん小学校") < near_school.index("しま港待合所")
    assert near_harbour.index("しま港待合所") < near_harbour.index("みほん小学校")
    assert "現在地からの距離" in near_school


@pytest.mark.parametrize("here", ["x", "1", "nan,nan", "999,999", "1,2,3"])
def test_a_place_that_is_none_is_passed_over(hanako: Actor, example: None, here: str) -> None:
    assert "みほん小学校" in hanako.sees("/apps/places/", here=here, sort="here")


def test_open_now_shows_places_that_say_so(hanako: Actor, example: None, at: datetime) -> None:
    with travel(at):  # a Tuesday, nine o'clock
        morning = hanako.sees("/apps/places/", open="1")
    with travel(at + timedelta(hours=14)):
        night = hanako.sees("/apps/places/", open="1")

    assert "しま港待合所" in morning
    assert "しま港待合所" not in night


def test_long_answers_come_in_pages_that_name_every_place_once(hanako: Actor, publish: Publish) -> None:
    publish("aed", [aed(number, f"施設{number:02d}番") for number in range(1, 46)])

    pages = [hanako.sees("/apps/places/", page=number) for number in (1, 2, 3)]

    for number in range(1, 46):
        assert sum(f"施設{number:02d}番" in page for page in pages) == 1


def test_the_map_never_sends_more_than_2000_marks_and_loses_no_place(hanako: Actor, publish: Publish) -> None:
    rows = [
        aed(n, f"施設{n}", 緯度=f"{33.16 + n % 50 / 500:.6f}", 経度=f"{130.15 + n // 50 / 500:.6f}")
        for n in range(2100)
    ]
    publish("aed", rows)

    sent = marks(hanako, zoom="18")

    assert len(sent) <= 2000
    assert sum(int(str(one["count"])) for one in sent) == 2100


@pytest.mark.parametrize("bbox", ["", "1,2,3", "a,b,c,d", "40,130,30,140", "nan,1,2,3"])
def test_a_map_without_a_window_is_a_bad_request(hanako: Actor, example: None, bbox: str) -> None:
    assert hanako.opens(MAP, bbox=bbox, zoom="9").status_code == 400


def test_the_page_works_without_tiles_and_without_scripts(hanako: Actor, example: None) -> None:
    page = hanako.opens("/apps/places/").content.decode()

    assert 'data-tile-url=""' in page
    assert "style=" not in page
    assert "<script>" not in page
    assert page.count('href="/apps/places/urn:') >= 5


def test_names_from_files_are_never_html(hanako: Actor, publish: Publish) -> None:
    publish("aed", [aed(1, '<img src=x onerror="alert(1)">')])

    page = hanako.opens("/apps/places/").content.decode()

    assert "<img" not in page
    assert "&lt;img src=x" in page
    spot = hanako.opens(str(marks(hanako)[0]["url"])).content.decode()
    assert "<img" not in spot
    assert "&lt;img src=x" in spot


def test_filters_nobody_offers_are_passed_over(hanako: Actor, example: None) -> None:
    page = hanako.sees("/apps/places/", kind="castle", hazard="zombies", sort="magic")

    assert "みほん小学校" in page


def test_the_real_pack_shows_113_sites_once_each_and_all_nurseries(hanako: Actor, saga: None) -> None:
    assert "113か所" in hanako.sees("/apps/places/", kind="evacuation_site")
    assert "112か所" in hanako.sees("/apps/places/", kind="shelter")
    assert len(marks(hanako)) == 113
    assert "100か所は、住所・電話・地図の場所が公開されていません" in hanako.sees(
        "/apps/childcare/nurseries/"
    )


def test_a_newcomer_sees_first_what_lies_on_the_map(hanako: Actor, publish: Publish) -> None:
    publish("nursery", [{"ID": "1", "名称": "あいうえお保育園"}])
    publish("aed", [aed(1, "わをん会館")])

    page = hanako.sees("/apps/places/")
    by_name = hanako.sees("/apps/places/", sort="name")

    assert page.index("わをん会館") < page.index("あいうえお保育園")
    assert by_name.index("あいうえお保育園") < by_name.index("わをん会館")
