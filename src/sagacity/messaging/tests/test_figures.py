from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from sagacity.messaging import api as messaging
from sagacity.messaging import models
from sagacity.messaging.api import Audience, Loudness
from sagacity.messaging.testing import WRITER, TownCrier


def push(person: str, crier: TownCrier, channel: str = "push", state: str = "active") -> None:
    """An endpoint of a person; how one comes about is told elsewhere."""
    row = models.Person.objects.get(key=person)
    more = {"address": person, "address_hash": channel, "created_at": crier.at}
    row.endpoints.create(channel=channel, state=state, **more)


def test_reach_names_the_first_channel_of_each_person(crier: TownCrier) -> None:
    people = [crier.marks(name, topic=["any"]) for name in ("a", "b", "c", "d", "e")]
    push(people[0], crier)
    push(people[1], crier)
    push(people[1], crier, "mail")
    push(people[2], crier, "mail")
    push(people[3], crier, state="retired")
    mail_first = messaging.Preferences(channels=("mail", "push"))
    messaging.prefer(person=people[1], preferences=mail_first, at=crier.at)

    everybody = messaging.reach(audience=Audience())
    by_push_alone = messaging.reach(audience=Audience(), channels=("push",))

    assert everybody == messaging.Reach(people=5, by_channel={"push": 1, "mail": 2, "inbox": 2})
    assert by_push_alone == messaging.Reach(people=5, by_channel={"push": 2, "inbox": 3})


def test_who_wishes_the_inbox_alone_is_not_rung(crier: TownCrier) -> None:
    hanako = crier.marks("hanako", topic=["any"])
    push(hanako, crier)
    messaging.prefer(person=hanako, preferences=messaging.Preferences(channels=()), at=crier.at)

    assert messaging.preferences(person=hanako).channels == ()
    assert messaging.reach(audience=Audience()).by_channel == {"inbox": 1}


def test_reach_of_an_audience_that_does_not_exist_is_refused(crier: TownCrier) -> None:
    with pytest.raises(messaging.BadAudience):
        messaging.reach(audience=Audience(topics=("nothing",)))


def test_figures_count_readers_states_and_reasons(
    crier: TownCrier, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people = [crier.marks(name, topic=["any"]) for name in ("a", "b", "c")]
    notice = crier.says()
    row = models.Notice.objects.get(key=notice.key)
    became = (("received", ""), ("failed", "gone"), ("failed", "gone"))
    for person, (state, why) in zip(people, became, strict=True):
        one = models.Person.objects.get(key=person)
        row.deliveries.create(person=one, channel="push", state=state, why=why, created_at=crier.at)
    messaging.read(person=people[0], notice=notice.key, at=crier.at)

    with django_assert_max_num_queries(4):
        figures = messaging.figures(notice=notice.key, at=crier.at)

    inbox, loud = figures.channels
    assert (figures.people, figures.read, figures.spreading) == (3, 1, False)
    assert (inbox.channel, inbox.states) == ("inbox", {"sent": 3})
    assert (loud.channel, loud.states, loud.why) == ("push", {"received": 1, "failed": 2}, {"gone": 2})


def test_what_waits_is_cancelled_by_a_recall_and_what_left_is_not_chased(crier: TownCrier) -> None:
    people = [crier.marks(name, topic=["any"]) for name in ("a", "b")]
    notice = crier.says(loudness=Loudness.NORMAL)
    row = models.Notice.objects.get(key=notice.key)
    soon = crier.at + timedelta(hours=1)
    for person, state in zip(people, ("waiting", "sent"), strict=True):
        one = models.Person.objects.get(key=person)
        row.deliveries.create(
            person=one, channel="line", state=state, created_at=crier.at, due_at=soon, fall_back_at=soon
        )

    messaging.recall(notice=notice.key, why="日付が違いました。", by=WRITER, at=crier.at)

    loud = row.deliveries.filter(channel="line").order_by("person_id")
    assert [(one.state, one.why, one.fall_back_at) for one in loud] == [
        ("cancelled", "recalled", None),
        ("sent", "", None),
    ]


def test_figures_of_a_notice_that_does_not_exist_are_refused(crier: TownCrier) -> None:
    with pytest.raises(messaging.NoSuchNotice):
        messaging.figures(notice="urn:ngsi-ld:Notice:none", at=crier.at)
