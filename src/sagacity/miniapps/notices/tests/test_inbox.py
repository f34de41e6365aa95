"""What the city said to me: the inbox, one notice, the archive."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import time_machine
from django.test import RequestFactory

from sagacity.identity.testing import Actor
from sagacity.kit.cards import Card
from sagacity.messaging import api as messaging
from sagacity.messaging.testing import WRITER, TownCrier
from sagacity.miniapps.notices.cards import cards
from sagacity.miniapps.notices.tests.conftest import person_of, to_school


def _page(notice: messaging.Notice) -> str:
    return f"/apps/notices/{notice.key}/"


def test_a_newcomer_sees_what_is_for_everybody_and_an_invitation(hanako: Actor, crier: TownCrier) -> None:
    crier.says("夏の花火")

    said = hanako.sees("/apps/notices/")

    assert "夏の花火" in said
    assert "あなたに合うお知らせを受け取る" in said
    assert "sagacity_device" not in hanako.client.cookies


def test_an_empty_city_says_so(hanako: Actor, db: None) -> None:
    assert "お知らせはまだありません" in hanako.sees("/apps/notices/")
    assert "お知らせはまだありません" in hanako.sees("/apps/notices/archive/")


def test_a_notice_is_unread_until_it_is_opened_and_says_why_it_came(tamaki: Actor, crier: TownCrier) -> None:
    notice = crier.says("通学路の工事", audience=to_school())
    before = tamaki.sees("/apps/notices/")
    assert "まだ読んでいないお知らせ 1件" in before
    assert "まだ読んでいません" in before

    said = tamaki.sees(_page(notice))

    assert "給水車が公民館に来ます。" in said
    assert "えらんだ町: みなと一丁目（みなと小校区）" in said
    assert "すべて読みました。" in tamaki.sees("/apps/notices/")


def test_everything_is_marked_as_read_with_one_button(tamaki: Actor, crier: TownCrier) -> None:
    for number in range(3):
        crier.says(f"知らせ{number}", audience=to_school())

    for _press in range(2):
        tamaki.sends("/apps/notices/read-all/")

    assert "すべて読みました。" in tamaki.sees()


def test_the_inbox_is_filtered_and_leafed_through(tamaki: Actor, crier: TownCrier) -> None:
    crier.topic("roads")
    for number in range(21):
        crier.says(f"知らせ{number:02d}", audience=to_school(), topic="roads" if number == 5 else "")
    first = tamaki.sees("/apps/notices/")
    assert "知らせ20" in first
    assert "知らせ00" not in first
    assert "知らせ00" in tamaki.sees("/apps/notices/", page=2)

    assert "知らせ05" in tamaki.sees("/apps/notices/", topic="roads")
    assert "知らせ06" not in tamaki.sees()
    tamaki.sends("/apps/notices/read-all/")
    assert "あてはまるお知らせがありません" in tamaki.sees("/apps/notices/", unread=1)


def test_a_notice_for_others_only_is_not_found(hanako: Actor, tamaki: Actor, crier: TownCrier) -> None:
    notice = crier.says("あなただけに", audience=messaging.Audience(people=(person_of(tamaki),)))

    assert tamaki.opens(_page(notice)).status_code == 200
    assert hanako.opens(_page(notice)).status_code == 404
    assert "あなただけに" not in hanako.sees("/apps/notices/archive/")


def test_a_draft_and_a_key_that_is_none_are_not_found(hanako: Actor, crier: TownCrier) -> None:
    draft = crier.writes()

    assert hanako.opens(_page(draft)).status_code == 404
    assert hanako.opens("/apps/notices/urn:ngsi-ld:Notice:none/").status_code == 404


def test_a_topic_is_stopped_with_one_tap_and_the_tap_is_undone(tamaki: Actor, crier: TownCrier) -> None:
    crier.topic("roads", name={"ja": "道路"})
    tamaki.sends("/apps/notices/how/topic/", topic="roads", follow="1")
    notice = crier.says("道が変わります", audience=messaging.Audience(topics=("roads",)), topic="roads")
    assert "えらんだ話題: 道路" in tamaki.sees(_page(notice))

    tamaki.sends("/apps/notices/how/topic/", topic="roads", follow="0", notice=notice.key)
    assert "「道路」のお知らせを止めました。" in tamaki.sees()
    assert messaging.followed(person=person_of(tamaki)) == ()

    tamaki.sends("/apps/notices/how/topic/", topic="roads", follow="1", notice=notice.key)
    assert "「道路」のお知らせを止める" in tamaki.sees()
    assert messaging.followed(person=person_of(tamaki)) == ("roads",)


def test_a_notice_in_no_language_of_mine_says_that_it_is_japanese(crier: TownCrier) -> None:
    notice = _says(crier, title={"ja": "花火", "en": "Fireworks"}, body={"ja": "夜です", "en": "At night"})
    english, vietnamese = Actor(language="en"), Actor(language="vi")

    assert "Fireworks" in english.sees(_page(notice))
    said = vietnamese.sees(_page(notice))
    assert "花火" in said
    assert "Đây là tiếng Nhật" in said


def test_words_of_a_notice_never_become_markup_and_links_can_be_opened(
    hanako: Actor, crier: TownCrier
) -> None:
    hostile = "<img src=x onerror=alert(1)> https://mihon.example/a?b=1&c=2 مرحبا"
    notice = _says(crier, title={"ja": hostile}, body={"ja": hostile})

    for path in (_page(notice), "/apps/notices/", "/apps/notices/archive/"):
        page = hanako.opens(path).content.decode()
        assert "<img src=x" not in page
    page = hanako.opens(_page(notice)).content.decode()
    assert '<a href="https://mihon.example/a?b=1&amp;c=2"' in page


def test_the_archive_is_searched_by_words_topic_and_my_town(tamaki: Actor, crier: TownCrier) -> None:
    crier.topic("roads")
    crier.says("みなとの工事", audience=to_school(), topic="roads")
    crier.says("やまの工事", audience=to_school("やま小校区"))
    crier.says("夏の花火")

    assert "2件のお知らせ" in tamaki.sees("/apps/notices/archive/", q="工事")
    assert "1件のお知らせ" in tamaki.sees("/apps/notices/archive/", topic="roads")
    mine = tamaki.sees("/apps/notices/archive/", mine=1)
    assert "みなとの工事" in mine
    assert "夏の花火" in mine
    assert "やまの工事" not in mine
    assert "あてはまるお知らせがありません" in tamaki.sees("/apps/notices/archive/", q="\x00そんなもの")


def test_what_is_over_says_so_and_has_no_card(
    tamaki: Actor, crier: TownCrier, morning: time_machine.Traveller, at: datetime
) -> None:
    notice = crier.says("きょうまで", audience=to_school(), expires_at=at + timedelta(hours=1))
    assert [card.title for card in _cards(tamaki, at)] == ["きょうまで"]

    morning.move_to(at + timedelta(hours=2))

    assert "期限が過ぎました" in tamaki.sees(_page(notice))
    assert _cards(tamaki, at + timedelta(hours=2)) == []


def test_the_three_newest_unread_notices_are_cards_the_louder_the_higher(
    tamaki: Actor, crier: TownCrier, at: datetime
) -> None:
    for number, loudness in enumerate(messaging.Loudness):
        crier.says(f"知らせ{number}", audience=to_school(), loudness=loudness)

    found = _cards(tamaki, at)

    assert [(card.title, card.urgency) for card in found] == [
        ("知らせ3", 95),
        ("知らせ2", 80),
        ("知らせ1", 45),
    ]
    assert all("えらんだ町: みなと一丁目" in card.because for card in found)
    assert all(card.personal for card in found)
    assert _cards(Actor(), at) == []


def test_the_inbox_so_far_is_kept_for_reading_without_a_network(tamaki: Actor, crier: TownCrier) -> None:
    notice = crier.says("通学路の工事", audience=to_school())
    gone = crier.says("まちがい", audience=to_school())
    tamaki.opens(_page(gone))
    messaging.recall(notice=gone.key, why="まちがい", by=WRITER, at=crier.at)

    said = json.loads(tamaki.client.get("/apps/notices/inbox.json").content)

    (one,) = said["notices"]
    assert (one["title"], one["body"]) == ("通学路の工事", "給水車が公民館に来ます。")
    assert one["url"] == _page(notice)
    kept = json.loads(tamaki.client.get("/offline/kept.json").content)
    assert "/apps/notices/inbox.json" in kept["paths"]


def _says(crier: TownCrier, **texts: dict[str, str]) -> messaging.Notice:
    draft = replace(crier.draft(), title=texts["title"], body=texts["body"])
    notice = messaging.write(client_key="in languages", draft=draft, by=WRITER, at=crier.at)
    return messaging.submit(notice=notice.key, by=WRITER, at=crier.at)


def _cards(actor: Actor, at: datetime) -> list[Card]:
    request = RequestFactory().get("/")
    request.COOKIES.update({name: morsel.value for name, morsel in actor.client.cookies.items()})
    return cards(request, at)
