"""The first minute: three presses at most, each and all of them can be passed over, asked once."""

import pytest

from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit import clock
from sagacity.messaging import api as messaging
from sagacity.registry import api as registry
from sagacity.shell.tests.test_letters import device_of

pytestmark = pytest.mark.django_db

ASKED = "はじめに、3つえらぶ"


def test_three_presses_and_the_city_knows_what_concerns_me(
    hanako: Actor, example: None, admin: StaffActor
) -> None:
    topic = messaging.Topic("books", {"ja": "本"}, {}, "culture", "図書館", "staff", 1, True)
    messaging.write_topic(topic=topic, by=admin.person, at=clock.now())
    assert ASKED in hanako.sees("/")
    town = registry.towns()[0]

    assert town.name in hanako.sees("/welcome/", group=town.group)
    hanako.sends("/welcome/", district=town.key)
    assert "お子さんはいますか" in hanako.sees()
    hanako.sends("/welcome/children/", children="yes")
    assert "本" in hanako.sees()
    hanako.sends("/welcome/notices/", topic="books")

    assert ASKED not in hanako.sees("/")
    notes = hanako.opens("/settings/export.json").json()["notes"]  # type: ignore[attr-defined]
    assert {note["name"]: note["value"] for note in notes} == {"children": True, "welcomed": True}
    person = device_of(hanako)
    assert messaging.marks(person=person, kind="district") == (town.key,)
    assert messaging.followed(person=person) == ("books",)


def test_passing_over_everything_is_one_press_and_is_not_asked_again(hanako: Actor) -> None:
    hanako.sends("/welcome/skip/")

    assert ASKED not in hanako.sees("/")


def test_each_question_can_be_passed_over(hanako: Actor) -> None:
    first = hanako.opens("/welcome/").content.decode()
    second = hanako.opens("/welcome/children/").content.decode()

    assert 'href="/welcome/children/"' in first
    assert 'href="/welcome/notices/"' in second
    assert "sagacity_device" not in hanako.client.cookies


def test_whoever_chose_a_town_by_themselves_is_not_asked(hanako: Actor, example: None) -> None:
    hanako.chooses_district(registry.towns()[0].key)

    assert ASKED not in hanako.sees("/")


def test_a_town_that_is_gone_is_said_and_nothing_is_kept(hanako: Actor) -> None:
    hanako.sends("/welcome/", district="urn:ngsi-ld:Town:none")

    assert "いまの一覧にありません" in hanako.sees()
    assert "sagacity_device" not in hanako.client.cookies


def test_a_topic_that_was_closed_meanwhile_is_passed_over(hanako: Actor) -> None:
    answer = hanako.sends("/welcome/notices/", topic="gone")

    assert answer.status_code == 200
    assert ASKED not in hanako.sees("/")
