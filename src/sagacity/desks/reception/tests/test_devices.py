"""What a browser that became a device sends, and what it is answered."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from sagacity.checkin import api as checkin
from sagacity.desks.reception.tests.conftest import page_of
from sagacity.identity.testing import StaffActor

pytestmark = pytest.mark.django_db


def enrols(clerk: StaffActor, reception: checkin.Reception) -> str:
    answer = posts(clerk, page_of(reception, "devices.json"), {"name": "門"})
    assert answer.status_code == 201
    return str(answer.json()["device"])


def posts(clerk: StaffActor, path: str, body: object) -> Any:
    return clerk.client.post(path, body, content_type="application/json")


def writes(counter: int, at: datetime, **said: Any) -> dict[str, Any]:
    entry = {"uuid": str(uuid.uuid4()), "counter": counter, "clock": at.isoformat(), "kind": "check_in"}
    return {**entry, **said}


def test_entries_are_taken_once_and_clock_and_holes_are_told(
    shelter_clerk: StaffActor, school: checkin.Reception, at: datetime
) -> None:
    device, wrong = enrols(shelter_clerk, school), at + timedelta(minutes=7)
    entries = [writes(number, wrong, visitor={"name": f"人{number}"}) for number in (1, 3)]
    body = {"device": device, "clock": wrong.isoformat(), "entries": entries}

    first = posts(shelter_clerk, page_of(school, "sync.json"), body).json()
    again = posts(shelter_clerk, page_of(school, "sync.json"), body).json()

    assert [one["verdict"] for one in first["answers"]] == ["accepted", "accepted"]
    assert [one["verdict"] for one in again["answers"]] == ["duplicate", "duplicate"]
    assert (first["skew_s"], first["missing"], again["here"]) == (420, [[2, 2]], 2)
    assert "420秒" in shelter_clerk.sees(page_of(school))


def test_an_entry_that_cannot_be_read_holds_nothing_else_up(
    shelter_clerk: StaffActor, school: checkin.Reception, at: datetime
) -> None:
    device = enrols(shelter_clerk, school)
    bad = [writes(1, at, kind="dance"), writes(2, at, visitor={"name": " "}), writes(3, at, visitor="x")]
    good = writes(4, at, visitor={"name": "山田 太郎"})

    body = {"device": device, "clock": at.isoformat(), "entries": [*bad, good]}
    answers = posts(shelter_clerk, page_of(school, "sync.json"), body).json()["answers"]

    verdicts = {one["uuid"]: one["verdict"] for one in answers}
    assert [verdicts[one["uuid"]] for one in bad] == ["refused"] * 3
    assert verdicts[good["uuid"]] == "accepted"


def test_an_event_keeps_no_more_than_it_asks_for(
    fair_clerk: StaffActor, fair: checkin.Reception, at: datetime
) -> None:
    device = enrols(fair_clerk, fair)
    entry = writes(1, at, visitor={"name": "山田 太郎", "address": "みなと町1"})

    body = {"device": device, "clock": at.isoformat(), "entries": [entry]}
    (answer,) = posts(fair_clerk, page_of(fair, "sync.json"), body).json()["answers"]

    assert answer["verdict"] == "refused"
    assert checkin.count(reception=fair.key).came == 0


def test_a_device_of_a_shelter_sends_nothing_to_an_event(
    shelter_clerk: StaffActor,
    fair_clerk: StaffActor,
    school: checkin.Reception,
    fair: checkin.Reception,
    at: datetime,
) -> None:
    device = enrols(shelter_clerk, school)
    body = {"device": device, "clock": at.isoformat(), "entries": [writes(1, at, card="card-1")]}

    assert posts(fair_clerk, page_of(fair, "sync.json"), body).status_code == 403
    assert posts(fair_clerk, page_of(school, "sync.json"), body).status_code == 403
    assert checkin.count(reception=school.key).came == 0


def test_a_device_that_was_ended_is_told_so(
    shelter_clerk: StaffActor, school: checkin.Reception, at: datetime
) -> None:
    device = enrols(shelter_clerk, school)
    checkin.end_device(key=device, by=shelter_clerk.person, at=at)

    body = {"device": device, "clock": at.isoformat(), "entries": []}

    assert posts(shelter_clerk, page_of(school, "sync.json"), body).status_code == 410


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"device": "x", "clock": "noon", "entries": []},
        {"device": "x", "clock": "2026-09-01T09:00:00", "entries": []},
        {"device": "x", "clock": "2026-09-01T09:00:00Z", "entries": [{}]},
        {"device": "x", "clock": "2026-09-01T09:00:00Z", "entries": 3},
        {"device": "x", "clock": "2026-09-01T09:00:00Z", "entries": ["a"]},
    ],
)
def test_what_no_device_writes_is_a_bad_request(
    shelter_clerk: StaffActor, school: checkin.Reception, body: object
) -> None:
    assert posts(shelter_clerk, page_of(school, "sync.json"), body).status_code == 400


def test_an_unknown_device_is_told_to_enrol_anew(
    shelter_clerk: StaffActor, school: checkin.Reception, at: datetime
) -> None:
    body = {"device": "urn:ngsi-ld:CheckinDevice:none", "clock": at.isoformat(), "entries": []}

    assert posts(shelter_clerk, page_of(school, "sync.json"), body).status_code == 404


def test_another_page_cannot_send_in_the_name_of_a_clerk(
    shelter_clerk: StaffActor, school: checkin.Reception
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = shelter_clerk.client.cookies

    answer: HttpResponse = strict.post(page_of(school, "devices.json"), {"name": "門"}, "application/json")  # type: ignore[assignment]

    assert answer.status_code == 403
    assert checkin.devices(reception=school.key) == []
