"""The search over everything: grouped, counted, marked, page by page."""

from datetime import datetime

import pytest

from sagacity.identity.testing import Actor
from sagacity.kit.search import api as search
from sagacity.procedures.cases.testing import publish
from sagacity.procedures.surveys.testing import PARK
from sagacity.registry import api as registry
from sagacity.shell.finding import mark

pytestmark = pytest.mark.django_db


def test_places_towns_data_and_mini_apps_stand_under_their_kinds(hanako: Actor, example: None) -> None:
    place = registry.find_places(limit=1).places[0]

    page = hanako.sees("/search/", q=place.name)

    assert "施設" in page
    assert place.name in page
    assert "ミニアプリ" in hanako.sees("/search/", q="ごみの日")
    assert "オープンデータ 1件" in hanako.sees("/search/", q="指定緊急避難場所")


def test_a_survey_is_found_among_procedures_and_opens_at_its_own_door(hanako: Actor) -> None:
    publish(PARK.replace("until = 2026-07-31\n", ""))

    assert "公園のアンケート" in hanako.sees("/search/", q="公園のアンケート")
    assert "/apps/surveys/park_survey/" in hanako.opens("/search/", q="公園").content.decode()


def test_a_long_answer_has_a_few_of_each_kind_and_then_pages(hanako: Actor, at: datetime) -> None:
    search.put(
        search.Document(f"urn:ngsi-ld:Place:{n}", "place", f"松の公園{n:02}", "", f"/apps/places/{n}/", at)
        for n in range(45)
    )

    few = hanako.opens("/search/", q="松の公園").content.decode()
    third = hanako.opens("/search/", q="松の公園", kind="place", page=3).content.decode()

    assert few.count("/apps/places/") == 4
    assert "施設を全部見る（45件）" in few
    assert third.count("/apps/places/") == 5


def test_nothing_found_offers_words_that_do_find_something(hanako: Actor, at: datetime) -> None:
    search.put([search.Document("urn:ngsi-ld:Place:x", "place", "第一避難所", "", "/apps/places/x/", at)])

    page = hanako.sees("/search/", q="<script>うちゅうせん")

    assert "見つかりませんでした" in page
    assert "避難所" in page
    assert "保育園" not in page


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("神野公園", "公園", "神野<mark>公園</mark>"),
        ("ＡＥＤのある所", "aed", "<mark>ＡＥＤ</mark>のある所"),
        ("㍿まつ", "会社", "<mark>㍿</mark>まつ"),
        ("<b>公園</b>", "公園", "&lt;b&gt;<mark>公園</mark>&lt;/b&gt;"),
        ("公園", "", "公園"),
    ],
)
def test_found_words_are_marked_and_nothing_else_becomes_markup(text: str, words: str, marked: str) -> None:
    assert mark(text, words) == marked
