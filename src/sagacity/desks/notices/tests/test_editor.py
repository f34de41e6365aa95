"""The editor: what it refuses and in which words, what it answers meanwhile, what it never loses."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from sagacity.desks.notices.tests.conftest import NoticeDesk, town_of
from sagacity.identity.testing import Actor
from sagacity.kit import clock
from sagacity.messaging import api as messaging
from sagacity.registry import api as registry

pytestmark = pytest.mark.django_db
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"title_ja": "  "}, "日本語の件名を書いてください"),
    ({"body_ja": ""}, "日本語の本文を書いてください"),
    ({"title_ja": "長" * 101}, "100字までです。いまは101字あります"),
    ({"body_ja": "あ" * 34_000}, "5000字までです。いまは34000字あります"),
    ({"body_en": "Only a body"}, "この言語の本文があります。件名も書いてください"),
    ({"expires_at": ""}, "掲載を終える日時を入れてください"),
    ({"expires_at": "来週"}, "日時として読めません"),
    ({"expires_at": "2026-02-30T10:00"}, "日時として読めません"),
    ({"expires_at": "2026-09-14T10:00"}, "公開する日時より後にしてください"),
    ({"expires_at": "2036-09-14T10:00"}, "2年より先の日時です"),
    ({"publish_at": "2026-09-14T10:00"}, "過ぎた日時です。すぐに出すときは空にしてください"),
    ({"publish_at": "2026-09-30T10:00"}, "公開する日時より後にしてください"),
    ({"useful_until": "2026-12-01T10:00"}, "掲載を終える日時より前にしてください"),
    ({"topic": "no-such-topic"}, "この話題はありません"),
    ({"topics": ["no-such-topic"]}, "「no-such-topic」はありません"),
    ({"school_districts": ["どこか校区"]}, "「どこか校区」はありません"),
    ({"school_districts": []}, "条件がまだありません"),
    ({"whom": "everybody"}, "「市内全体」なのに、条件も選ばれています"),
    ({"whom": ""}, "だれに送るかを選んでください"),
    ({"child_from": "-1"}, "0以上の数字を入れてください"),
    ({"child_from": "たくさん"}, "数字で入れてください"),
    ({"child_from": "6", "child_until": "3"}, "「から」より大きい年齢にしてください"),
    ({"loudness": "deafening"}, "この伝え方はありません"),
    ({"channels": []}, "1つ以上選んでください"),
    ({"url": "https://elsewhere.example/"}, "「/」から始まる"),
    ({"url": "//elsewhere.example/"}, "「/」から始まる"),
    ({"url": "javascript:alert(1)"}, "「/」から始まる"),
    ({"attachments": ["urn:ngsi-ld:Place:nowhere"]}, "台帳に見つからないものがあります"),
    ({"events": ["<script>"]}, "台帳に見つからないものがあります"),
]


def test_what_cannot_be_sent_is_told_in_words_and_nothing_typed_is_lost(
    desk: NoticeDesk, example: None
) -> None:
    form = desk.opens_form()
    for wrong, words in WRONG:
        fields = desk.fields(**{"body_vi": "Không mất", "title_vi": "Tiêu đề", **wrong})
        answer = desk.writer.sends("/desk/notices/new/", **form, **fields)

        assert answer.status_code == 422, wrong
        assert any(words in one for one in desk.errors(answer)), (wrong, desk.errors(answer))
        assert "Không mất" in answer.content.decode(), wrong
    assert messaging.notices().total == 0


def test_html_control_characters_and_turned_letters_do_no_harm(desk: NoticeDesk, example: None) -> None:
    hostile = "<script>alert(1)</script>\x00\x07‮مرحبا & \u2066\ud83d\ude80".encode(
        "utf-16", "surrogatepass"
    ).decode("utf-16")

    notice = desk.writes(title_ja=hostile, body_ja=hostile + "\r\n<b>二行目</b>")

    assert notice.title_in("ja") == "<script>alert(1)</script>مرحبا & 🚀"
    assert notice.body_in("ja").endswith("\n<b>二行目</b>")
    page = desk.writer.opens(f"/desk/notices/{notice.key}/").content.decode()
    assert "<script>alert" not in page
    assert "<b>二行目" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_every_part_of_the_form_becomes_the_notice_and_comes_back(
    desk: NoticeDesk, things: None, childcare: messaging.Topic
) -> None:
    place = registry.find_places(limit=1).places[0].key
    event = registry.find_events()[0][0].key
    notice = desk.writes(
        title_en="School road closed",
        body_en="Until 20 September.",
        groups=["やま町"],
        districts=[town_of("みなと一丁目")],
        topics=["childcare"],
        child_from="1",
        child_from_unit="years",
        child_until="18",
        child_until_unit="months",
        roles=["neighbourhood_editor"],
        events=[event],
        loudness="normal",
        topic="childcare",
        channels=["mail"],
        url="/apps/garbage/",
        attachments=[place, event],
        publish_at="2026-09-16T07:30",
        useful_until="2026-09-17T12:00",
    )

    said, audience = notice.content, notice.content.audience
    assert (audience.child_from_months, audience.child_until_months) == (12, 18)
    assert (audience.topics, audience.events) == (("childcare",), (event,))
    assert (said.channels, said.url, said.attachments) == (("mail",), "/apps/garbage/", (place, event))
    assert said.publish_at == datetime(2026, 9, 16, 7, 30, tzinfo=clock.JAPAN)
    assert said.topic == "childcare"
    page = desk.writer.opens(f"/desk/notices/{notice.key}/edit/").content.decode()
    assert 'value="School road closed"' in page
    assert 'value="2026-09-16T07:30"' in page
    assert re.search(r'name="topics" value="childcare"[^>]*checked', page)
    assert re.search(rf'name="attachments" value="{re.escape(place)}" checked', page)

    hidden = desk.opens_form(f"/desk/notices/{notice.key}/edit/")
    desk.writer.sends(f"/desk/notices/{notice.key}/edit/", **hidden, **desk.fields())
    assert messaging.notice(key=notice.key).content.topic == ""


def test_ages_in_years_go_on_until_the_day_before_the_next_birthday(desk: NoticeDesk, example: None) -> None:
    notice = desk.writes(child_from="3", child_until="5")

    audience = notice.content.audience
    assert (audience.child_from_months, audience.child_until_months) == (36, 71)
    assert "3歳から5歳11か月まで" in desk.writer.sees(f"/desk/notices/{notice.key}/")
    page = desk.writer.opens(f"/desk/notices/{notice.key}/edit/").content.decode()
    assert re.search(r'name="child_until" value="5"', page)


def test_an_older_form_shows_both_versions_and_saves_neither(desk: NoticeDesk, example: None) -> None:
    notice = desk.writes()
    path = f"/desk/notices/{notice.key}/edit/"
    mine, theirs = desk.opens_form(path), desk.opens_form(path)
    desk.writer.sends(path, **theirs, **desk.fields(body_ja="同僚の文です。"))

    answer = desk.writer.sends(path, **mine, **desk.fields(body_ja="わたしの文です。"))

    assert answer.status_code == 409
    page = desk.writer.sees()
    assert "同僚の文です。" in page
    assert "わたしの文です。" in page
    assert messaging.notice(key=notice.key).body_in("ja") == "同僚の文です。"
    seen = re.search(r'name="seen" value="([^"]*)"', answer.content.decode())
    assert seen
    desk.writer.sends(path, seen=seen[1], **desk.fields(body_ja="わたしの文です。"))
    assert messaging.notice(key=notice.key).body_in("ja") == "わたしの文です。"


def test_reach_is_told_while_writing_with_and_without_scripts(
    desk: NoticeDesk, neighbours: Callable[[str], Actor]
) -> None:
    for town in ("みなと一丁目", "しま町", "やま町大字うえ"):
        neighbours(town)

    part = desk.writer.sends("/desk/notices/reach/", **desk.fields())
    assert _figure(part.content.decode()) == "2"
    whole = desk.writer.sends(
        "/desk/notices/new/", **desk.opens_form(), **desk.fields(press="reach", title_ja="")
    )
    assert whole.status_code == 200
    assert _figure(whole.content.decode()) == "2"
    assert messaging.notices().total == 0


def test_reach_of_an_audience_that_is_not_clear_yet_says_what_is_missing(
    desk: NoticeDesk, example: None
) -> None:
    part = desk.writer.sends("/desk/notices/reach/", **desk.fields(school_districts=[]))

    assert "まだ数えられません" in part.content.decode()
    assert "条件がまだありません" in part.content.decode()


def test_the_preview_shows_each_language_and_where_japanese_stands_in(
    desk: NoticeDesk, example: None
) -> None:
    form = desk.fields(title_en="Road closed", body_en="Until 20 September", press="preview")

    page = desk.writer.sends("/desk/notices/preview/", **form).content.decode()

    assert page.count("Road closed") == 4  # inbox, push, pop-up, page
    assert page.count("日本語を見せます") == 4  # easy Japanese, Chinese, Korean, Vietnamese
    quiet = desk.writer.sends("/desk/notices/preview/", **{**form, "loudness": "quiet"}).content.decode()
    assert "プッシュ通知" not in quiet


def test_places_and_events_are_found_in_the_registry_and_kept_while_searching_on(
    desk: NoticeDesk, things: None
) -> None:
    place = registry.find_places(words="待合所", limit=1).places[0]

    found = desk.writer.sends("/desk/notices/find/", find="待合所").content.decode()
    assert place.key in found
    again = desk.writer.sends(
        "/desk/notices/find/", find="そんなものはない", attachments=[place.key]
    ).content.decode()
    assert "見つかりませんでした" in again
    assert f'value="{place.key}" checked' in again
    whole = desk.writer.sends(
        "/desk/notices/new/", **desk.opens_form(), **desk.fields(press="find", find="待合所")
    ).content.decode()
    assert place.name in whole
    assert "通学路の工事" in whole


def test_easy_japanese_is_advised_beside_the_text_and_never_bars_the_way(
    desk: NoticeDesk, example: None
) -> None:
    hard = "避難所の開設状況を確認しないわけにはいかないので、速やかにホームページをご参照ください。"

    part = desk.writer.sends(
        "/desk/notices/check/?language=ja-easy", **{"title_ja-easy": "お知らせ", "body_ja-easy": hard}
    ).content.decode()

    assert "このままでも保存できます" in part
    assert "<li>" in part
    whole = desk.saves(**{"title_ja-easy": "お知らせ", "body_ja-easy": hard, "press": "check"})
    assert "このままでも保存できます" in whole.content.decode()
    assert desk.writes(**{"title_ja-easy": "お知らせ", "body_ja-easy": hard}).body_in("ja-easy") == hard


def test_a_copy_begins_with_the_same_words_and_a_new_end(desk: NoticeDesk, example: None) -> None:
    notice = desk.sends()

    page = desk.writer.opens("/desk/notices/new/", like=notice.key).content.decode()

    assert 'value="通学路の工事"' in page
    ends = (desk.at + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")
    assert f'name="expires_at" value="{ends}"' in page
    assert messaging.notices().total == 1


def test_a_published_notice_cannot_be_edited_any_more(desk: NoticeDesk, example: None) -> None:
    notice = desk.sends()

    said = desk.writer.sees(f"/desk/notices/{notice.key}/edit/")

    assert "もう公開したので、直せません" in said


def test_editing_what_waits_for_approval_makes_it_a_draft_again(desk: NoticeDesk, example: None) -> None:
    notice = desk.presses(desk.writes(loudness="urgent"), "submit")
    path = f"/desk/notices/{notice.key}/edit/"
    assert "保存すると下書きに戻ります" in desk.writer.sees(path)

    desk.writer.sends(path, **desk.opens_form(path), **desk.fields(loudness="urgent", body_ja="直した文"))

    assert messaging.notice(key=notice.key).state == messaging.NoticeState.DRAFT


def _figure(page: str) -> str:
    found = re.search(r'sg-figure__value">(\d+)<', page)
    return found[1] if found else ""
