"""A resident signs in on a second device: what reached it reaches the resident, once."""

from sagacity.messaging import api as messaging
from sagacity.messaging import joining, models
from sagacity.messaging.api import Audience
from sagacity.messaging.testing import TownCrier, device

PHONE, TABLET = device("phone"), device("tablet")


def test_inbox_and_marks_of_the_second_device_come_along_and_nothing_doubles(crier: TownCrier) -> None:
    crier.topic("water")
    crier.topic("culture")
    crier.marks("phone", topic=["water"])
    crier.marks("tablet", topic=["water", "culture"], district=["here"])
    crier.says("断水", audience=Audience(topics=("water",)))
    crier.says("音楽会", audience=Audience(topics=("culture",)))

    joining.join(old=TABLET, new=PHONE)
    joining.join(old=TABLET, new=PHONE)

    assert sorted(crier.titles(PHONE)) == sorted(["断水", "音楽会"])
    assert messaging.marks(person=PHONE, kind="topic") == ("culture", "water")
    assert messaging.marks(person=PHONE, kind="district") == ()
    assert [person.key for person in models.Person.objects.all()] == [PHONE]


def test_a_profile_that_nobody_could_reach_yet_takes_over_everything(crier: TownCrier) -> None:
    crier.topic("culture")
    crier.marks("tablet", topic=["culture"])
    crier.says("音楽会", audience=Audience(topics=("culture",)))

    joining.join(old=TABLET, new=PHONE)

    assert crier.titles(PHONE) == ["音楽会"]
    assert crier.titles(TABLET) == []
