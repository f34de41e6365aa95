from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from sagacity.messaging import api as messaging
from sagacity.messaging.api import Audience, Loudness
from sagacity.messaging.testing import WRITER, TownCrier, device


def test_a_newcomer_has_an_empty_inbox_and_nothing_breaks(crier: TownCrier) -> None:
    crier.says()

    assert messaging.inbox(person="", at=crier.at) == messaging.InboxPage(letters=(), total=0, unread=0)
    assert messaging.inbox(person=device("nobody"), at=crier.at).total == 0
    assert messaging.popups(person="", at=crier.at) == ()
    assert messaging.glance(person="", at=crier.at) == messaging.Glance(stamp="", total=0, unread=0, popups=0)
    assert messaging.unread(person="", at=crier.at, limit=3) == ()
    assert messaging.marks(person="", kind="topic") == ()
    assert messaging.followed(person="") == ()
    assert messaging.preferences(person="") == messaging.Preferences()
    assert messaging.everything_kept(person="") == {}
    messaging.read(person="", notice="x", at=crier.at)
    messaging.read_all(person="", at=crier.at)
    messaging.forget(person="")


def test_the_inbox_is_read_newest_first_page_by_page(crier: TownCrier) -> None:
    hanako = crier.marks("hanako", topic=["any"])
    for hour in range(5):
        crier.at += timedelta(hours=1)
        crier.says(f"お知らせ{hour}")

    page = messaging.inbox(person=hanako, at=crier.at, limit=2, offset=2)

    assert [one.notice.title_in("ja") for one in page.letters] == ["お知らせ2", "お知らせ1"]
    assert (page.total, page.unread) == (5, 5)


def test_a_letter_is_read_once_and_the_first_time_counts(crier: TownCrier) -> None:
    hanako = crier.marks("hanako", topic=["any"])
    notice, other = crier.says("一つめ"), crier.says("二つめ")

    messaging.read(person=hanako, notice=notice.key, at=crier.at)
    messaging.read(person=hanako, notice=notice.key, at=crier.at + timedelta(hours=1))

    assert messaging.letter(person=hanako, notice=notice.key, at=crier.at).read_at == crier.at
    assert messaging.inbox(person=hanako, at=crier.at).unread == 1
    assert crier.titles(hanako, unread_only=True) == ["二つめ"]
    messaging.read_all(person=hanako, at=crier.at)
    assert messaging.inbox(person=hanako, at=crier.at).unread == 0
    assert messaging.letter(person=hanako, notice=other.key, at=crier.at).read_at == crier.at


def test_what_is_over_stays_readable_but_asks_for_nothing(crier: TownCrier) -> None:
    hanako = crier.marks("hanako", topic=["any"])
    crier.says(loudness=Loudness.POPUP)
    later = crier.at + timedelta(days=8)

    assert crier.titles(hanako, later) == ["給水のお知らせ"]
    assert messaging.inbox(person=hanako, at=later).unread == 0
    assert messaging.popups(person=hanako, at=later) == ()


def test_pop_ups_are_loud_unread_and_urgent_first(crier: TownCrier) -> None:
    hanako = crier.marks("hanako", topic=["any"])
    crier.says("しずか")
    urgent = crier.says("いそぎ", loudness=Loudness.URGENT)
    crier.at += timedelta(minutes=1)
    crier.says("ポップアップ", loudness=Loudness.POPUP)

    found = [one.notice.title_in("ja") for one in messaging.popups(person=hanako, at=crier.at)]
    messaging.read(person=hanako, notice=urgent.key, at=crier.at)
    left = [one.notice.title_in("ja") for one in messaging.popups(person=hanako, at=crier.at)]

    assert found == ["いそぎ", "ポップアップ"]
    assert left == ["ポップアップ"]


def test_a_recalled_notice_is_gone_except_for_those_who_had_read_it(crier: TownCrier) -> None:
    hanako, taro = crier.marks("hanako", topic=["any"]), crier.marks("taro", topic=["any"])
    notice = crier.says(loudness=Loudness.POPUP)
    messaging.read(person=hanako, notice=notice.key, at=crier.at)

    messaging.recall(notice=notice.key, why="日付が違いました。", by=WRITER, at=crier.at)
    crier.deliver()

    (left,) = messaging.inbox(person=hanako, at=crier.at).letters
    assert (left.notice.state, left.notice.recalled_why) == ("recalled", "日付が違いました。")
    assert messaging.inbox(person=taro, at=crier.at) == messaging.InboxPage(letters=(), total=0, unread=0)
    assert messaging.popups(person=taro, at=crier.at) == ()
    assert messaging.archive(at=crier.at).total == 0
    assert messaging.letter(person=taro, notice=notice.key, at=crier.at).notice.state == "recalled"


def test_nobody_reads_what_was_said_to_somebody_else(crier: TownCrier) -> None:
    hanako, taro = crier.marks("hanako", topic=["any"]), crier.marks("taro", topic=["any"])
    notice = crier.says(audience=Audience(people=(hanako,)))

    assert messaging.letter(person=hanako, notice=notice.key, at=crier.at).notice.key == notice.key
    for stranger in (taro, "", device("nobody")):
        with pytest.raises(messaging.NoSuchNotice):
            messaging.letter(person=stranger, notice=notice.key, at=crier.at)


def test_a_notice_that_is_not_out_is_not_there_for_residents(crier: TownCrier) -> None:
    scheduled = crier.says(publish_at=crier.at + timedelta(days=1))
    messaging.recall(notice=scheduled.key, why="中止しました。", by=WRITER, at=crier.at)

    for key in (crier.writes().key, scheduled.key, "urn:ngsi-ld:Notice:none"):
        with pytest.raises(messaging.NoSuchNotice):
            messaging.letter(person="", notice=key, at=crier.at + timedelta(days=2))


def test_the_stamp_changes_with_everything_that_changes_the_inbox(crier: TownCrier) -> None:
    hanako = crier.marks("hanako", topic=["any"])
    crier.marks("taro", topic=["any"])
    stamps = [messaging.glance(person=hanako, at=crier.at).stamp]

    first = crier.says()
    stamps.append(messaging.glance(person=hanako, at=crier.at).stamp)
    messaging.read(person=hanako, notice=first.key, at=crier.at)
    stamps.append(messaging.glance(person=hanako, at=crier.at).stamp)
    crier.at += timedelta(minutes=1)
    messaging.recall(notice=first.key, why="誤り。", by=WRITER, at=crier.at)
    stamps.append(messaging.glance(person=hanako, at=crier.at).stamp)

    assert len(set(stamps)) == 4
    crier.says(audience=Audience(people=(device("taro"),)))
    assert messaging.glance(person=hanako, at=crier.at).stamp == stamps[-1]


def test_people_named_by_a_mini_app_find_the_letter_at_once_even_if_they_were_unknown(
    crier: TownCrier,
) -> None:
    draft = crier.draft("受付番号 12", audience=Audience(people=(device("guest"),)))

    messaging.remind(client_key="b1", draft=draft, app="events", at=crier.at)

    assert crier.titles(device("guest")) == ["受付番号 12"]
    crier.deliver()
    assert crier.titles(device("guest")) == ["受付番号 12"]


def test_a_reminder_for_later_waits_for_its_time(crier: TownCrier) -> None:
    later = crier.at + timedelta(hours=10)
    draft = crier.draft(audience=Audience(people=(device("guest"),)), publish_at=later)

    reminder = messaging.remind(client_key="b1", draft=draft, app="garbage", at=crier.at)

    assert reminder.state == messaging.NoticeState.SCHEDULED
    assert crier.titles(device("guest")) == []


def test_a_glance_and_the_unread_letters_agree_with_the_inbox(crier: TownCrier) -> None:
    hanako, taro = crier.marks("hanako", topic=["any"]), crier.marks("taro", topic=["any"])
    read, taken_back = crier.says("読んだもの"), crier.says("まちがい")
    crier.says("大事なこと", loudness=Loudness.POPUP)
    crier.says("いつものこと")
    crier.says("太郎へ", audience=Audience(people=(taro,)))
    messaging.read(person=hanako, notice=read.key, at=crier.at)
    messaging.recall(notice=taken_back.key, why="誤り。", by=WRITER, at=crier.at)

    letters = messaging.unread(person=hanako, at=crier.at, limit=5)

    assert letters == messaging.inbox(person=hanako, at=crier.at, unread_only=True).letters
    assert [one.notice.title_in("ja") for one in letters] == ["いつものこと", "大事なこと"]
    assert messaging.unread(person=hanako, at=crier.at, limit=1) == letters[:1]
    glance = messaging.glance(person=hanako, at=crier.at)
    assert (glance.unread, glance.popups) == (2, 1)
    later = messaging.glance(person=hanako, at=crier.at + timedelta(days=8))
    assert (later.unread, later.popups, later.stamp) == (0, 0, glance.stamp)


def test_why_is_said_of_many_notices_in_one_question(
    crier: TownCrier, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hanako = crier.marks("hanako", event=["matsuri", "ichi"])
    notices = [
        crier.says(audience=Audience(events=("matsuri",))),
        crier.says(audience=Audience(people=(hanako,))),
        crier.says(audience=Audience(events=("ichi",))),
        crier.says(audience=Audience(events=("other",))),
    ]

    with django_assert_num_queries(1):
        why = messaging.why_each(person=hanako, notices=notices)

    assert why == {one.key: messaging.why(person=hanako, notice=one.key) for one in notices}
    assert [[part.kind for part in why[one.key]] for one in notices] == [["event"], ["you"], ["event"], []]
    with django_assert_num_queries(0):
        assert messaging.why_each(person=hanako, notices=[notices[1]])[notices[1].key]
