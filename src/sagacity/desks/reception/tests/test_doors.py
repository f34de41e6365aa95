"""Events and shelters are two permissions: whoever has one sees, opens and reads only that kind."""

import pytest

from sagacity.checkin import api as checkin
from sagacity.desks.reception.tests.conftest import page_of
from sagacity.identity.testing import Actor, StaffActor

pytestmark = pytest.mark.django_db
POSTS = (
    "close/",
    "answer/",
    "code/",
    "name/",
    "count/",
    "roster/",
    "out/",
    "file/",
    "frame.json",
    "code.json",
    "person.json",
    "roster.json",
    "phones/rename/",
    "phones/end/",
    "devices.json",
    "sync.json",
)


def test_a_resident_is_led_to_the_sign_in_page(hanako: Actor) -> None:
    answer = hanako.client.get("/desk/reception/")

    assert answer["Location"].startswith("/staff/sign-in/?next=/desk/reception/")


def test_a_clerk_of_another_division_is_told_this_is_not_her_desk(matsuo: StaffActor) -> None:
    assert matsuo.opens("/desk/reception/").status_code == 403


def test_who_receives_at_events_sees_no_shelter(
    fair_clerk: StaffActor, fair: checkin.Reception, school: checkin.Reception
) -> None:
    seen = fair_clerk.sees("/desk/reception/")

    assert fair.title in seen
    assert school.title not in seen
    assert 'value="shelter"' not in fair_clerk.opens("/desk/reception/").content.decode()
    for rest in ("", "counts.csv", "scan/", "scan/worker.js"):
        assert fair_clerk.opens(page_of(school, rest)).status_code == 403


@pytest.mark.parametrize("rest", POSTS)
def test_who_receives_at_events_does_nothing_at_a_shelter(
    fair_clerk: StaffActor, school: checkin.Reception, rest: str
) -> None:
    assert fair_clerk.sends(page_of(school, rest)).status_code == 403
    assert checkin.reception(school.key).closed_at is None


def test_who_receives_at_events_opens_no_shelter(fair_clerk: StaffActor) -> None:
    answer = fair_clerk.sends("/desk/reception/", title="体育館", purpose="shelter")

    assert answer.status_code == 422
    assert checkin.receptions() == []


def test_a_reception_that_does_not_exist_is_not_found(fair_clerk: StaffActor) -> None:
    assert fair_clerk.opens("/desk/reception/urn:ngsi-ld:Reception:none/").status_code == 404
