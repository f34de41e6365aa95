"""Attempts that opened nothing stand in the log, and no loop drowns it."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from sagacity.kit import clock, policy
from sagacity.kit.audit import api as audit
from sagacity.kit.audit import refusals
from sagacity.kit.japanese import my_number

pytestmark = pytest.mark.django_db
KOGA = policy.Person(key="urn:ngsi-ld:Staff:koga", name="古賀", kind="staff", division="情報政策課")
NUMBER = f"12345678901{my_number.check_digit('12345678901')}"


def tries(at: datetime, thing: str = "/staff/register/", purpose: str = "") -> None:
    audit.refused(
        actor=KOGA, action=refusals.DOOR, thing=thing, group="register.import", purpose=purpose, at=at
    )


def asks(person: policy.Person, path: str = "/desk/data/") -> HttpRequest:
    request = RequestFactory().get(path)
    request.person = person  # type: ignore[attr-defined]
    return request


@policy.access(policy.permitted("registry.approve"))
def closed(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@policy.access(policy.ANY_STAFF)
def closed_inside(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("checkin.shelter")


@pytest.mark.parametrize(
    ("door", "permission"), [(closed, "registry.approve"), (closed_inside, "checkin.shelter")]
)
def test_a_clerk_before_a_closed_door_stands_in_the_log(door: policy.View, permission: str) -> None:
    with pytest.raises(PermissionDenied):
        door(asks(KOGA))

    (line,) = audit.latest(actor=KOGA.key)
    assert (line.action, line.thing, line.group) == ("door.refused", "/desk/data/", permission)
    assert (line.channel, line.division) == ("door", "情報政策課")


def test_whoever_is_no_staff_is_led_to_the_sign_in_and_writes_nothing() -> None:
    assert closed(asks(policy.ANONYMOUS)).status_code == 302
    assert audit.latest() == []


def test_the_same_attempt_is_written_again_only_after_ten_minutes(at: datetime) -> None:
    for minute in (0, 1, 9, 11):
        tries(at + timedelta(minutes=minute))

    assert [line.at for line in audit.latest()] == [at + timedelta(minutes=11), at]


def test_a_loop_over_many_addresses_ends_with_one_line_that_says_so(at: datetime) -> None:
    for number in range(500):
        tries(at + timedelta(seconds=number), f"/staff/people/{number}/")

    lines = audit.latest(limit=500)
    assert len(lines) == refusals.MOST_IN_AN_HOUR + 1
    assert (lines[0].action, lines[0].actor) == (refusals.MANY, KOGA.key)
    tries(at + timedelta(hours=2))
    assert audit.latest()[0].action == refusals.DOOR


def test_one_persons_loop_hides_nobody_elses_attempt(at: datetime) -> None:
    for number in range(60):
        tries(at, f"/staff/people/{number}/")

    audit.refused(actor=policy.Person("x", "別人", "staff"), action=refusals.DOOR, thing="/", at=at)

    assert audit.latest()[0].actor_name == "別人"


def test_a_my_number_gets_into_the_log_by_no_attempt(at: datetime) -> None:
    tries(at, f"/staff/people/{NUMBER}/", purpose=f"{NUMBER}の人")

    (line,) = audit.latest()
    assert NUMBER not in line.thing + line.purpose


def test_a_key_that_holds_such_digits_by_chance_is_still_named(at: datetime) -> None:
    person = f"urn:ngsi-ld:Inhabitant:abcdef{NUMBER}abcdefabcdefab"
    tries(at, f"/staff/cards/{person}/")
    tries(at, f"/staff/cards/{person}/{NUMBER}/")

    assert [line.thing for line in audit.latest()] == [
        "(a number that is stored nowhere)",
        f"/staff/cards/{person}/",
    ]


def test_purposes_that_let_somebody_in_are_offered_again_newest_first() -> None:
    at = clock.now()
    for purpose in ("転出の届け出", "住民票の交付", "転出の届け出"):
        audit.record(actor=KOGA, action="register.read", thing="x", at=at, purpose=purpose, channel="counter")
    audit.record(
        actor=KOGA, action="register.refused", thing="x", at=at, purpose="なんとなく", channel="desk"
    )
    audit.record(actor=KOGA, action="staff.reset", thing="x", at=at, purpose="紛失")
    audit.record(actor="somebody", action="register.read", thing="x", at=at, purpose="別の人", channel="desk")

    assert audit.recent_purposes(actor=KOGA.key) == ["転出の届け出", "住民票の交付"]
