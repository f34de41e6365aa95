"""Devices at the desk: what really came over HTTP, and what is wrong."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from sagacity.broker import api as broker
from sagacity.broker.looking.testing import answering
from sagacity.broker.testing import City
from sagacity.desks.data import tasks
from sagacity.identity.testing import StaffActor
from sagacity.kit.audit import api as audit
from sagacity.kit.jobs import api as jobs

pytestmark = pytest.mark.django_db
PAGE = "/desk/data/devices/"
SENSORS = {"Fiware-Service": None, "Fiware-ServicePath": "/sensors"}
GROUP = {
    "apikey": "river",
    "resource": "/iot/json",
    "entity_type": "RiverGauge",
    "attributes": [{"object_id": "l", "name": "waterLevel", "type": "Number", "range": {"most": 20}}],
}


@pytest.fixture
def town(settings: Settings) -> Iterator[City]:
    """The platform of the desk with a group of river gauges that may speak."""
    with answering(settings.BROKER_STORE) as found:
        assert found.post("/iot/services", json={"services": [GROUP]}, headers=SENSORS).status == 201
        yield found


def says(town: City, device: str, **measures: Any) -> None:
    answer = town.post("/iot/json", json=measures, headers={"Fiware-Service": None}, k="river", i=device)
    assert answer.status == 200, answer.text
    deadline = time.monotonic() + 10
    while not any(one.heard for one in broker.find_devices(words=device).devices):
        assert time.monotonic() < deadline, "the device book was not written"
        time.sleep(0.05)


def test_without_devices_the_page_says_how_they_come(koga: StaffActor) -> None:
    page = koga.sees(PAGE)

    assert "まだ機器が登録されていません" in page
    assert "沈黙している機器もありません" in page


def test_a_device_shows_when_it_was_heard_and_a_battery_that_is_low(koga: StaffActor, town: City) -> None:
    says(town, "g1", l=1.5, battery=12)

    page = koga.sees(PAGE)

    assert "g1" in page
    assert "たった今" in page
    assert "12% 少ない" in page
    assert "電池が少ない 1" in page
    assert "RiverGauge:g1" in page
    assert "あてはまる機器がありません" in koga.sees(PAGE, trouble="silent")
    assert "あてはまる機器がありません" in koga.sees(PAGE, q="ふめい")


def test_a_reading_that_cannot_be_true_is_shown_with_why(koga: StaffActor, town: City) -> None:
    says(town, "g1", l=99)

    page = koga.sees(PAGE, trouble="suspect")

    assert "範囲の外の値" in page
    assert "waterLevel 99" in page
    assert "99 is above 20" in page


def crosses(town: City, *, is_crossed: bool, **measures: Any) -> None:
    """The device says something that changes what is going on; the worker hears of it."""
    says(town, "g1", **measures)
    deadline = time.monotonic() + 10
    while bool(broker.open_alarms()) != is_crossed:
        assert time.monotonic() < deadline, "the line was not seen"
        time.sleep(0.05)
    for turn in jobs.all_turns().values():
        turn.function()


def test_an_officer_takes_a_rising_river_in_hand_and_it_is_over_when_the_river_falls(
    koga: StaffActor, town: City, deliver: Callable[..., int]
) -> None:
    line = {"attribute": "waterLevel", "level": 3, "clear": 2.5, "entity_type": "RiverGauge"}
    assert town.put("/iot/lines/caution", json=line, headers=SENSORS).status == 204
    crosses(town, is_crossed=True, l=3.5)
    deliver()
    (task,) = tasks.open_tasks()
    assert (task.alarm.subject, task.alarm.value, task.quality) == ("RiverGauge:g1", 3.5, "good")
    assert task.taken_by == ""
    assert "対応する" in koga.sees(PAGE)

    page = koga.sends(f"{PAGE}alarms/{task.id}/take/").content.decode()

    assert "対応中：" in koga.sees(PAGE), page
    assert [one.taken_by for one in tasks.open_tasks()] == ["古賀 真理"]
    assert [one.action for one in audit.about(thing="broker::alarm:caution:RiverGauge:g1")] == [
        "broker.take_alarm"
    ]

    crosses(town, is_crossed=False, l=2)
    deliver()
    assert tasks.open_tasks() == []
    crosses(town, is_crossed=True, l=4)
    deliver()
    assert [one.taken_by for one in tasks.open_tasks()] == [""]


def test_news_that_comes_late_does_not_open_what_is_over(at: datetime) -> None:
    alarm = broker.Alarm("", "/", "silence", "d1", "d1", "g1", at, "medium")
    tasks.note(alarm=alarm, is_open=False)
    tasks.note(alarm=replace(alarm, at=at - timedelta(minutes=1)), is_open=True)

    assert tasks.open_tasks() == []


def test_a_crossed_line_is_an_alarm_that_leads_to_its_entity(koga: StaffActor, town: City) -> None:
    line = {"attribute": "waterLevel", "level": 3, "entity_type": "RiverGauge", "name": "氾濫注意水位"}
    assert town.put("/iot/lines/caution", json=line, headers=SENSORS).status == 204
    says(town, "g1", l=3.5)
    deadline = time.monotonic() + 10
    while not broker.open_alarms():
        assert time.monotonic() < deadline, "the line was not seen to be crossed"
        time.sleep(0.05)

    page = koga.sees(PAGE)

    assert "waterLevel が 3.5：「氾濫注意水位」（3）をこえています" in page
    assert "/desk/data/live/thing/?id=" in koga.opens(PAGE).content.decode()
    assert "センサーの警報" in koga.sees("/staff/")
