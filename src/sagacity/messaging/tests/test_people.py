from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from sagacity.identity.testing import Actor
from sagacity.messaging import api as messaging
from sagacity.messaging import models
from sagacity.messaging.api import Audience
from sagacity.messaging.testing import WRITER, TownCrier, device


def test_a_district_chosen_on_the_home_page_is_a_mark(
    crier: TownCrier, towns: dict[str, str], hanako: Actor
) -> None:
    hanako.chooses_district(towns["みなと一丁目"])
    crier.deliver()

    assert messaging.marked(kind="district") == {towns["みなと一丁目"]: 1}
    crier.says("断水", audience=Audience(school_districts=("みなと小校区",)))
    (person,) = models.Person.objects.all()
    assert crier.titles(person.key) == ["断水"]

    hanako.chooses_district(towns["やま町大字うえ"])
    crier.deliver()
    assert messaging.marked(kind="district") == {towns["やま町大字うえ"]: 1}


def test_marks_of_one_kind_replace_each_other_and_leave_the_other_kinds(crier: TownCrier) -> None:
    hanako = crier.marks("hanako", topic=["b", "a"], role=["r"])

    crier.marks("hanako", topic=["c", "a"])

    assert messaging.marks(person=hanako, kind="topic") == ("a", "c")
    assert messaging.marks(person=hanako, kind="role") == ("r",)
    crier.marks("hanako", topic=[])
    assert messaging.marks(person=hanako, kind="topic") == ()


def test_taking_away_marks_that_were_never_there_keeps_nothing(crier: TownCrier) -> None:
    crier.marks("hanako", topic=[])

    assert not models.Person.objects.exists()


def test_people_are_counted_by_mark_and_beginning(crier: TownCrier) -> None:
    crier.marks("a", **{"garbage.evening": ["19:00 x", "20:00 y"]})
    crier.marks("b", **{"garbage.evening": ["19:00 x"]})
    crier.marks("c", **{"garbage.evening": ["19:00 X"]})

    assert messaging.marked(kind="garbage.evening", prefix="19:00") == {"19:00 x": 2, "19:00 X": 1}
    assert messaging.marked(kind="garbage.evening", prefix="19:00 x") == {"19:00 x": 2}
    assert messaging.marked(kind="nothing") == {}


@pytest.mark.parametrize(
    ("person", "kind", "values"),
    [
        ("", "topic", ["a"]),
        (device("a"), "", ["a"]),
        (device("a"), "k" * 61, ["a"]),
        (device("a"), "topic", ["v" * 221]),
        (device("a"), "topic", [str(number) for number in range(301)]),
        ("d" * 81, "topic", ["a"]),
    ],
)
def test_marks_that_cannot_be_kept_are_refused(
    crier: TownCrier, person: str, kind: str, values: list[str]
) -> None:
    with pytest.raises(messaging.BadMark):
        messaging.mark(person=person, kind=kind, values=values, language="ja", at=crier.at)

    assert not models.Mark.objects.exists()


def test_wishes_are_kept_and_nonsense_is_refused(crier: TownCrier) -> None:
    wishes = messaging.Preferences(
        language="vi", channels=("mail",), quiet_from=time(20), quiet_until=time(8, 30), most_per_day=2
    )
    messaging.prefer(person=device("hanako"), preferences=wishes, at=crier.at)

    assert messaging.preferences(person=device("hanako")) == wishes
    for change in ({"channels": ("pigeon",)}, {"channels": ("mail", "mail")}, {"most_per_day": 51}):
        with pytest.raises(messaging.BadPreferences):
            messaging.prefer(person=device("hanako"), preferences=replace(wishes, **change), at=crier.at)
    assert messaging.preferences(person=device("hanako")) == wishes


def test_a_person_takes_everything_along_and_is_forgotten(crier: TownCrier) -> None:
    hanako, taro = crier.marks("hanako", topic=["any"]), crier.marks("taro", topic=["any"])
    notice = crier.says()
    messaging.read(person=hanako, notice=notice.key, at=crier.at)

    kept = messaging.everything_kept(person=hanako)
    messaging.forget(person=hanako)

    assert kept["marks"] == [{"kind": "topic", "value": "any"}]
    (sent,) = kept["notices"]
    assert (sent["title"], sent["channel"]) == ("給水のお知らせ", "inbox")
    assert datetime.fromisoformat(sent["read_at"]) == crier.at
    assert messaging.everything_kept(person=hanako) == {}
    assert messaging.marked(kind="topic") == {"any": 1}
    assert crier.titles(taro) == ["給水のお知らせ"]
    assert messaging.figures(notice=notice.key, at=crier.at).people == 1


def test_who_erases_everything_on_the_device_is_forgotten_here_too(
    crier: TownCrier, towns: dict[str, str], hanako: Actor
) -> None:
    hanako.chooses_district(towns["みなと一丁目"])
    crier.deliver()
    (person,) = models.Person.objects.all()

    hanako.sends("/settings/forget/", sure="yes")
    crier.deliver()

    assert not models.Person.objects.filter(key=person.key).exists()


def test_one_tap_stops_the_topic_and_twice_is_as_good_as_once(crier: TownCrier) -> None:
    crier.topic("gomi")
    hanako = device("hanako")
    messaging.follow(person=hanako, topic="gomi", language="ja", at=crier.at)
    notice = crier.says(topic="gomi", audience=Audience(topics=("gomi",)))
    token = messaging.stop_link(person=hanako, notice=notice.key).removeprefix("/messaging/stop/").rstrip("/")

    asked = messaging.stoppable(token=token)
    stopped = [messaging.stop(token=token, at=crier.at) for _ in range(2)]

    assert [one and one.key for one in (asked, *stopped)] == ["gomi", "gomi", "gomi"]
    assert messaging.followed(person=hanako) == ()


def test_one_tap_stops_the_reminders_of_a_mini_app(crier: TownCrier) -> None:
    hanako = crier.marks("hanako", **{"garbage.evening": ["19:00 x", "20:00 y"]})
    draft = crier.draft(audience=Audience(marks=(("garbage.evening", "19:00 x"),)))
    reminder = messaging.remind(client_key="1", draft=draft, app="garbage", at=crier.at)
    token = messaging.stop_link(person=hanako, notice=reminder.key).split("/")[-2]

    assert messaging.stop(token=token, at=crier.at) is None
    assert messaging.marks(person=hanako, kind="garbage.evening") == ("20:00 y",)


def test_one_tap_in_a_mail_about_no_topic_stops_mail_and_nothing_else(crier: TownCrier) -> None:
    hanako = crier.marks("hanako", topic=["any"])
    notice = crier.says()
    token = messaging.stop_link(person=hanako, notice=notice.key, channel="mail").split("/")[-2]

    messaging.stop(token=token, at=crier.at)

    assert messaging.preferences(person=hanako).channels == ("push", "line")
    assert messaging.inbox(person=hanako, at=crier.at + timedelta(minutes=1)).total == 1


@pytest.mark.parametrize("token", ["", "x", "WyJhIiwiYiIsIiJd:1abcde:forged"])
def test_a_link_that_was_not_made_here_stops_nothing(crier: TownCrier, token: str) -> None:
    with pytest.raises(messaging.NotAToken):
        messaging.stop(token=token, at=crier.at)


def test_why_says_what_the_person_chose_and_nothing_once_they_left(
    crier: TownCrier, towns: dict[str, str]
) -> None:
    crier.topic("gomi")
    town = towns["みなと一丁目"]
    hanako = crier.marks("hanako", topic=["gomi"], district=[town])
    notice = crier.says(audience=Audience(topics=("gomi",), school_districts=("みなと小校区",)))

    assert messaging.why(person=hanako, notice=notice.key) == (
        messaging.Reason("district", town),
        messaging.Reason("topic", "gomi"),
    )
    messaging.unfollow(person=hanako, topic="gomi", at=crier.at)
    assert messaging.why(person=hanako, notice=notice.key) == ()
    assert messaging.why(person="", notice=crier.says().key) == (messaging.Reason("everybody", ""),)
    with pytest.raises(messaging.NoSuchNotice):
        messaging.why(person=hanako, notice="urn:ngsi-ld:Notice:none")


def test_the_archive_is_searched_whatever_the_width_and_kana(crier: TownCrier) -> None:
    crier.says("ゴミ収集の変更", body={"ja": "ｶﾚﾝﾀﾞｰを見てください。", "en": "See the calendar."})
    crier.says("名指し", audience=Audience(people=(device("a"),)))
    gone = crier.says("誤り")
    messaging.recall(notice=gone.key, why="誤り。", by=WRITER, at=crier.at)

    def found(words: str) -> list[str]:
        return [one.title_in("ja") for one in messaging.archive(words=words, at=crier.at).notices]

    assert found("ごみ かれんだー") == ["ゴミ収集の変更"]
    assert found("CALENDAR") == ["ゴミ収集の変更"]
    assert found("") == ["ゴミ収集の変更"]
    assert found("名指し") == []
