"""The page of one place."""

from datetime import datetime, timedelta

import pytest

from sagacity.identity.testing import Actor
from sagacity.miniapps.places.tests.conftest import Publish, key_of, town_of, travel
from sagacity.registry import api as registry
from sagacity.registry.tests.desk import aed


def opened(actor: Actor, name: str) -> str:
    return actor.sees(f"/apps/places/{key_of(name)}/")


def test_both_designations_are_explained_and_an_empty_cell_stays_unknown(
    hanako: Actor, example: None
) -> None:
    page = opened(hanako, "みほん小学校")

    assert "命を守るために、すぐに逃げる場所です" in page
    assert "しばらく生活する場所です" in page
    assert "洪水指定あり" in page
    assert "津波指定なし・情報なし" in page
    assert "入れる人数の目安" in page


def test_a_shelter_that_is_no_evacuation_site_says_so(hanako: Actor, publish: Publish) -> None:
    publish("shelter", [{"ID": "S1", "名称": "はら会館", "緯度": "33.25", "経度": "130.3"}])

    page = opened(hanako, "はら会館")

    assert "ここは指定緊急避難場所ではありません" in page
    assert "洪水" not in page


def test_the_page_names_file_row_edition_and_licence(hanako: Actor, publish: Publish) -> None:
    publish("aed", [aed(1, "市役所"), aed(2, "公民館")])

    page = opened(hanako, "公民館")

    assert "aed.csv の3行目" in page
    assert "2026-09-01版" in page
    dataset = registry.datasets()[0]
    assert dataset.licence in page
    assert dataset.attribution in page


def test_hours_aed_and_what_is_not_published(hanako: Actor, example: None, at: datetime) -> None:
    with travel(at):
        page = opened(hanako, "みほん市役所")

    assert "月～金 8:30～17:15" in page
    assert "1階 受付の横" in page
    assert "子ども用の設備あり" in page.replace(" ", "")
    assert "電話公開されていません" in page.replace(" ", "")


def test_open_and_closed_are_said_as_the_filter_finds_them(
    hanako: Actor, example: None, at: datetime
) -> None:
    for later, expected in ((0, "今あいています"), (14, "今は時間外です")):
        with travel(at + timedelta(hours=later)):
            page = opened(hanako, "しま港待合所")
            found = registry.find_places(open_at=at + timedelta(hours=later)).places
        assert expected in page
        assert (expected == "今あいています") == ("しま港待合所" in {one.name for one in found})


def test_the_distance_says_from_where(hanako: Actor, example: None) -> None:
    assert "町字の代表点からの距離" not in opened(hanako, "しま港待合所")

    hanako.chooses_district(town_of("しま町"))

    assert "町字の代表点からの距離（しま町）" in opened(hanako, "しま港待合所")


def test_anyone_can_say_that_it_is_wrong(hanako: Actor, example: None) -> None:
    key = key_of("やま公園")

    page = hanako.opens(f"/apps/places/{key}/").content.decode()

    assert f'href="/record/{key}/wrong"' in page


@pytest.mark.parametrize("key", ["urn:ngsi-ld:Place:none", "urn:ngsi-ld:Event:none", "x"])
def test_what_is_not_there_is_404(hanako: Actor, example: None, key: str) -> None:
    assert hanako.opens(f"/apps/places/{key}/").status_code == 404


def test_a_dangerous_address_never_becomes_a_link(hanako: Actor, publish: Publish) -> None:
    publish(
        "wifi",
        [{"ID": "1", "名称": "図書館", "緯度": "33.25", "経度": "130.3", "SSID": "javascript:alert(1)"}],
    )

    page = hanako.opens(f"/apps/places/{key_of('図書館')}/").content.decode()

    assert 'href="javascript:' not in page


def test_an_old_link_to_an_event_leads_to_where_events_are_now(hanako: Actor, example: None) -> None:
    (walk,) = registry.find_events(words="ウォーキング")[0]

    answer = hanako.client.get(f"/apps/places/{walk.key}/")

    assert (answer.status_code, answer["Location"]) == (301, f"/apps/events/{walk.key}/")


def test_a_reader_of_english_reads_english(db: None, example: None) -> None:
    reader = Actor(language="en")

    page = opened(reader, "みほん小学校").partition("Where this information comes from")[0]

    assert "Mihon Elementary School" in page
    assert "指定緊急避難場所" not in page
    assert "Designated for this" in page
