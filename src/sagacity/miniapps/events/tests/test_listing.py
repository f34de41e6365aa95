"""Finding events: when, for whom, where."""

import json
import re

import pytest

from sagacity.identity.testing import Actor
from sagacity.miniapps.events.tests.conftest import Publish, key_of, row


def names(page: str) -> list[str]:
    """Which events a page lists, in its order."""
    known = "朝市|親子体操|秋の展示|歩こう会|二日まつり|昔の祭り"
    return re.findall(known, page.partition("件 ")[2])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["秋の展示", "朝市", "親子体操", "歩こう会", "二日まつり"]),
        ("?when=today", ["秋の展示", "朝市"]),
        ("?when=weekend", ["秋の展示", "親子体操", "歩こう会"]),
        ("?when=month", ["秋の展示", "朝市", "親子体操", "歩こう会"]),
        ("?when=past", ["昔の祭り"]),
        ("?on=2026-10-04", ["秋の展示", "二日まつり"]),
        ("?free=1", ["朝市"]),
        ("?children=1", ["親子体操"]),
        ("?topic=食&topic=スポーツ", ["朝市", "親子体操"]),
        ("?q=川の広場", ["歩こう会"]),
        ("?when=nonsense&on=2026-02-30", ["秋の展示", "朝市", "親子体操", "歩こう会", "二日まつり"]),
    ],
)
def test_the_list_answers_what_is_asked(hanako: Actor, autumn: None, query: str, expected: list[str]) -> None:
    assert names(hanako.sees(f"/apps/events/{query}")) == expected


def test_a_line_says_when_and_where_and_what_it_costs(hanako: Actor, autumn: None) -> None:
    page = hanako.sees("/apps/events/?when=today")

    assert "2026年9月15日(火) 7:00～10:00朝市 駅前広場無料" in page


def test_nothing_coming_leads_to_what_has_been(hanako: Actor, publish: Publish) -> None:
    publish([row("昔の祭り", "2020-05-05")])

    page = hanako.opens("/apps/events/").content.decode()

    assert "終わった催しは1件あります" in page
    assert 'href="?when=past"' in page


def test_without_any_event_the_page_says_so(hanako: Actor, db: None) -> None:
    assert "まだ公開されていません" in hanako.sees("/apps/events/")


def test_my_district_is_offered_and_filters(hanako: Actor, publish: Publish, autumn: None) -> None:
    publish(
        [{"町字": "城内一丁目", "小学校区": "城内"}, {"町字": "本庄町大字本庄"}, {"町字": "本庄町大字末次"}],
        kind="town",
    )
    publish([row("公民館まつり", "2026-09-22", 住所町名="本庄町大字末次")])
    from sagacity.registry import api as registry

    hanako.chooses_district(next(t.key for t in registry.towns() if t.name == "本庄町大字本庄"))

    page = hanako.opens("/apps/events/").content.decode()
    assert "本庄町全体" in page
    assert "公民館まつり" in hanako.sees("/apps/events/?group=本庄町")
    assert "1件" in hanako.sees()
    assert "0件" in hanako.sees("/apps/events/?town=本庄町大字本庄")
    assert "親子体操" in hanako.sees("/apps/events/?town=城内一丁目")


def test_the_map_draws_what_says_where_it_is_and_counts_the_rest(hanako: Actor, autumn: None) -> None:
    page = hanako.sees("/apps/events/map/")
    assert "地図にある催し: 1件" in page
    assert "地図の点が公開されていない催し: 4件" in page

    answer = hanako.opens("/apps/events/features.json?bbox=33,130,34,131&zoom=12")

    (mark,) = json.loads(answer.content)["features"]
    assert mark["geometry"]["coordinates"] == [130.3, 33.25]
    assert mark["properties"]["url"] == f"/apps/events/{key_of('秋の展示')}/"
    outside = hanako.opens("/apps/events/features.json?bbox=34,130,35,131&zoom=12")
    assert json.loads(outside.content)["features"] == []


def test_english_readers_get_english_names(autumn: None) -> None:
    page = Actor(language="en").sees("/apps/events/")

    assert "Gymnastics for families" in page
    assert "Free" in page


def test_search_over_everything_leads_to_the_event(hanako: Actor, autumn: None) -> None:
    assert f'href="/apps/events/{key_of("朝市")}/"' in hanako.opens("/search/?q=朝市").content.decode()
