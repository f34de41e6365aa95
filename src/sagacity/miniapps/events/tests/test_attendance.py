"""A day at an event: its reception is opened from its page, who came is compared with who applied."""

import uuid
from collections.abc import Callable
from datetime import datetime

import pytest

from sagacity.checkin import api as checkin
from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit.audit import api as audit
from sagacity.miniapps.events.tests.conftest import key_of
from sagacity.reservations import api as reservations

pytestmark = pytest.mark.django_db
Deliver = Callable[..., int]
TERMS = {
    "capacity": "4",
    "most_per_booking": "2",
    "waiting_places": "0",
    "opens_at": "2026-09-14T09:00",
    "closes_at": "2026-09-17T17:00",
    "ends_at": "2026-09-19T23:59",
}


@pytest.fixture
def mori(autumn: datetime) -> StaffActor:
    return StaffActor("mori", "森 あゆみ", "生涯学習課", ("event_clerk", "event_receptionist"))


@pytest.fixture
def key(autumn: datetime, mori: StaffActor) -> str:
    """An event with four places, and one applicant by telephone."""
    found = key_of("親子体操")
    mori.sends(f"/desk/events/applicants/{found}/terms/", **TERMS)
    return found


def applies(key: str, name: str, at: datetime) -> reservations.Booking:
    number = uuid.uuid4().hex
    contact = reservations.Contact(name, "ミホン", f"090-0000-{int(number[:4], 16) % 10000:04d}")
    return reservations.book(subject=key, person="", client_key=number, contact=contact, places=1, at=at)


def opened(mori: StaffActor, key: str, **said: str) -> checkin.Reception:
    mori.sends(f"/desk/events/event/{key}/reception/", **said)
    found = checkin.reception_at(subject=key, purpose=checkin.Purpose.EVENT)
    assert found is not None
    return found


def comes(
    reception: checkin.Reception, mori: StaffActor, at: datetime, deliver: Deliver, **said: str
) -> None:
    """Taken down on the page of the reception."""
    visitor = checkin.Visitor(name=said["name"]) if "name" in said else None
    checkin.take_down(
        reception=reception.key,
        uuid=str(uuid.uuid4()),
        kind=checkin.Kind.CHECK_IN,
        by=mori.person,
        at=at,
        card=said.get("card", ""),
        visitor=visitor,
    )
    deliver()


def test_the_reception_is_opened_from_the_page_of_the_event_with_its_places(
    mori: StaffActor, key: str, deliver: Deliver
) -> None:
    page = mori.opens(f"/desk/events/event/{key}/").content.decode()
    assert 'name="capacity" value="4"' in page

    reception = opened(mori, key, capacity="4", asks_name="on")

    assert (reception.title, reception.capacity, reception.asks_name) == ("親子体操", 4, True)
    assert "親子体操" in mori.sees()  # led to the desk of the reception
    assert "受付中・いま0人" in mori.sees(f"/desk/events/event/{key}/")
    assert opened(mori, key, capacity="9") == reception


def test_who_may_not_receive_is_told_who_may(autumn: datetime, key: str) -> None:
    clerk = StaffActor("clerk", "記入 係", "生涯学習課", ("event_clerk",))

    assert "「催しの受付担当」" in clerk.sees(f"/desk/events/event/{key}/")
    assert clerk.sends(f"/desk/events/event/{key}/reception/").status_code == 403
    assert checkin.receptions() == []


def test_residents_read_how_full_it_is_and_never_how_many(
    mori: StaffActor, key: str, hanako: Actor, autumn: datetime, deliver: Deliver
) -> None:
    assert "いまの会場" not in hanako.sees(f"/apps/events/{key}/")
    reception = opened(mori, key, capacity="4")
    assert "空いています" in hanako.sees(f"/apps/events/{key}/")

    for number in range(4):
        comes(reception, mori, autumn, deliver, card=f"card-{number}")

    seen = hanako.sees(f"/apps/events/{key}/")
    assert "満員です" in seen
    assert "4人" not in seen.partition("いまの会場")[2].partition("ところ")[0]
    checkin.close_reception(key=reception.key, by=mori.person, at=autumn)
    assert "いまの会場" not in hanako.sees(f"/apps/events/{key}/")


def test_the_list_shows_who_came_who_did_not_and_who_walked_in(
    mori: StaffActor, key: str, autumn: datetime, deliver: Deliver
) -> None:
    called = applies(key, "見本 花子", autumn)
    applies(key, "見本 次郎", autumn)
    reception = opened(mori, key, capacity="4", asks_name="on")
    comes(reception, mori, autumn, deliver, name="見本　花子")
    comes(reception, mori, autumn, deliver, name="佐藤 一")
    address = f"/desk/events/applicants/{key}/came/"
    seen = mori.sees(address)
    assert "2人のうち0人" in seen
    assert "見本" not in seen
    assert "4席のうち0席" in seen

    assert "受付番号1の見本 花子さんと同じ人" in mori.sees(address, **{"for": "day"})
    (person,) = (
        one.person
        for one in reservations.arrivals(subject=key)
        if one.since and one.booking and reservations.booking(key=one.booking).number == 3
    )
    mori.sends(f"{address}join/", person=person, booking=called.key, **{"for": "day"})
    deliver()

    seen = mori.sees(address, **{"for": "day"})
    assert "2人のうち1人" in seen
    assert "まだ" in seen
    assert "佐藤 一" in seen
    assert "4席のうち1席" in seen
    assert reservations.booking(key=called.key).attended_at == autumn

    mori.sends(f"{address}join/", person=person, undo="1", **{"for": "day"})
    deliver()
    assert "2人のうち0人" in mori.sees(address)


def test_names_are_read_for_a_purpose_and_each_look_is_written_down(
    mori: StaffActor, key: str, autumn: datetime, deliver: Deliver
) -> None:
    reception = opened(mori, key, asks_name="on")
    comes(reception, mori, autumn, deliver, name="佐藤 一")

    mori.opens(f"/desk/events/applicants/{key}/came/")
    assert "checkin.roster" not in [line.action for line in audit.about(thing=reception.key)]
    mori.opens(f"/desk/events/applicants/{key}/came/", **{"for": "day"})

    looks = [line for line in audit.about(thing=reception.key) if line.action == "checkin.roster"]
    assert [line.purpose for line in looks] == ["当日の受付"]


def test_a_clerk_without_the_reception_reads_no_names_of_those_who_came(
    mori: StaffActor, key: str, autumn: datetime, deliver: Deliver
) -> None:
    comes(opened(mori, key, asks_name="on"), mori, autumn, deliver, name="佐藤 一")
    clerk = StaffActor("clerk", "記入 係", "生涯学習課", ("event_clerk",))

    seen = clerk.sees(f"/desk/events/applicants/{key}/came/", **{"for": "day"})

    assert "名前を聞いていない人" in seen
    assert "佐藤" not in seen


def test_a_tick_of_check_in_is_not_taken_back_by_hand(
    mori: StaffActor, key: str, autumn: datetime, deliver: Deliver
) -> None:
    called = applies(key, "見本 花子", autumn)
    comes(opened(mori, key, asks_name="on"), mori, autumn, deliver, name="見本 花子")
    (arrival,) = reservations.arrivals(subject=key)
    reservations.belongs(subject=key, person=arrival.person, booking=called.key, by=mori.person, at=autumn)
    address = f"/desk/events/applicants/{key}/"

    mori.sends(f"{address}attend/", booking=called.key, attended="0", back="for=day")

    seen = mori.sees()
    assert "受付の記録による印です" in seen
    assert "受付の記録から" in seen
