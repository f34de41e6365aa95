from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from sagacity.messaging import api as messaging
from sagacity.messaging import models
from sagacity.messaging.api import Audience
from sagacity.messaging.testing import WRITER, TownCrier, device


def test_who_begins_to_follow_finds_what_is_out_already(crier: TownCrier) -> None:
    crier.topic("kosodate")
    crier.says("子育てサロン", audience=Audience(topics=("kosodate",)))
    hanako = crier.marks("hanako", district=[])
    messaging.mark(person=device("hanako"), kind="x", values=["y"], language="ja", at=crier.at)
    assert crier.titles(hanako) == []

    messaging.follow(person=hanako, topic="kosodate", language="ja", at=crier.at)

    assert crier.titles(hanako) == ["子育てサロン"]
    assert {one.channel for one in models.Delivery.objects.all()} == {"inbox"}


def test_who_moves_finds_the_notices_of_the_new_district(crier: TownCrier, towns: dict[str, str]) -> None:
    crier.says("断水", audience=Audience(school_districts=("やま小校区",)))
    hanako = crier.marks("hanako", district=[towns["みなと一丁目"]])
    assert crier.titles(hanako) == []

    crier.marks("hanako", district=[towns["やま町大字した"]])

    assert crier.titles(hanako) == ["断水"]


def test_a_newcomer_finds_what_is_said_to_everybody(crier: TownCrier) -> None:
    crier.says("市報")

    assert crier.titles(crier.marks("hanako", topic=["any"])) == ["市報"]


def test_what_is_over_taken_back_a_reminder_or_for_named_people_is_not_caught_up_with(
    crier: TownCrier,
) -> None:
    crier.topic("gomi")
    to_followers = Audience(topics=("gomi",))
    crier.says("もうすぐ終わる", audience=to_followers, expires_at=crier.at + timedelta(hours=1))
    gone = crier.says("誤り", audience=to_followers)
    messaging.recall(notice=gone.key, why="誤り。", by=WRITER, at=crier.at)
    reminder = crier.draft("リマインダー", audience=to_followers)
    messaging.remind(client_key="r", draft=reminder, app="garbage", at=crier.at)
    crier.says("名指し", audience=Audience(people=(device("taro"),), topics=("gomi",)))
    crier.deliver()

    crier.at += timedelta(hours=2)
    hanako = crier.marks("hanako", topic=["gomi"])

    assert crier.titles(hanako) == []


def test_catching_up_and_the_spread_do_not_send_twice(crier: TownCrier) -> None:
    crier.topic("gomi")
    notice = crier.writes("収集日の変更", audience=Audience(topics=("gomi",)))
    messaging.submit(notice=notice.key, by=WRITER, at=crier.at)
    hanako = crier.marks("hanako", topic=["gomi"])  # before the worker had time for the spread

    crier.deliver()

    assert crier.titles(hanako) == ["収集日の変更"]


def test_following_twice_and_unfollowing_changes_nothing_that_came(crier: TownCrier) -> None:
    crier.topic("gomi")
    crier.says("収集日の変更", audience=Audience(topics=("gomi",)))
    hanako = device("hanako")
    for _ in range(2):
        messaging.follow(person=hanako, topic="gomi", language="ja", at=crier.at)
    messaging.unfollow(person=hanako, topic="gomi", at=crier.at)

    assert crier.titles(hanako) == ["収集日の変更"]
    assert messaging.followed(person=hanako) == ()
    assert messaging.topic(key="gomi").followers == 0


def test_a_closed_topic_can_be_left_but_not_followed(crier: TownCrier) -> None:
    crier.topic("gomi")
    messaging.follow(person=device("hanako"), topic="gomi", language="ja", at=crier.at)
    crier.topic("gomi", is_open=False)

    with pytest.raises(messaging.NoSuchTopic):
        messaging.follow(person=device("taro"), topic="gomi", language="ja", at=crier.at)
    assert messaging.topics() == []
    assert [one.followers for one in messaging.topics(open_only=False, counted=True)] == [1]
    messaging.unfollow(person=device("hanako"), topic="gomi", at=crier.at)
    assert messaging.followed(person=device("hanako")) == ()


def test_catching_up_asks_a_handful_of_questions_however_many_notices_are_out(
    crier: TownCrier, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    crier.topic("gomi")
    hanako = crier.marks("hanako", topic=["any"])
    for number in range(12):
        crier.says(f"{number}", audience=Audience(topics=("gomi",)))

    with django_assert_max_num_queries(14):
        messaging.follow(person=hanako, topic="gomi", language="ja", at=crier.at)

    assert len(crier.titles(hanako)) == 12
