"""What a scanner asks with a network, and what it writes down without one."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from sagacity.checkin import api as checkin
from sagacity.desks.reception.tests.conftest import opened, page_of
from sagacity.desks.reception.tests.test_devices import enrols, posts, writes
from sagacity.identity.cards import api as cards
from sagacity.identity.cards.testing import Phone
from sagacity.identity.testing import StaffActor
from sagacity.kit import policy
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.django_db


def sends(clerk: StaffActor, reception: checkin.Reception, device: str, *entries: Any) -> list[str]:
    body = {"device": device, "clock": entries[-1]["clock"], "entries": entries}
    answers = posts(clerk, page_of(reception, "sync.json"), body).json()["answers"]
    return [one["verdict"] for one in answers]


def test_a_typed_code_is_looked_up(
    fair_clerk: StaffActor, fair: checkin.Reception, phone: Phone, at: datetime
) -> None:
    asked = page_of(fair, "code.json")

    assert posts(fair_clerk, asked, {"code": phone.code(at=at)}).json() == {
        "card": phone.card.number,
        "fresh": True,
    }
    assert posts(fair_clerk, asked, {"code": "AAAAA-AAAAA"}).json() == {"reason": "no_code"}
    cards.end(card=phone.card.number, why=cards.Why.CITY, by=policy.SYSTEM, at=at)
    assert posts(fair_clerk, asked, {"code": phone.code(at=at)}).json() == {"reason": "revoked"}
    assert posts(fair_clerk, asked, {}).status_code == 400


def test_a_code_typed_without_a_network_is_looked_up_as_of_its_moment(
    fair_clerk: StaffActor,
    fair: checkin.Reception,
    phone: Phone,
    at: datetime,
    morning: time_machine.Traveller,
) -> None:
    device = enrols(fair_clerk, fair)
    typed = phone.code(at=at).replace("-", "")
    entries = [
        writes(1, at, way="code", token=typed),
        writes(2, at, way="code", token="AAAAAAAAAA"),
    ]
    morning.move_to(at + timedelta(minutes=40))
    entries.append(writes(3, at + timedelta(minutes=40), kind="head_count", people=0))

    sends(fair_clerk, fair, device, *entries)
    checkin.check_cards(at=at + timedelta(minutes=40))

    assert checkin.count(reception=fair.key).by_card == 1
    (question,) = checkin.questions(reception=fair.key)
    assert (question.doubt, question.entries) == (checkin.Doubt.BAD_CARD, (entries[1]["uuid"],))


def test_a_shelter_shows_who_stands_there_and_the_look_is_in_the_log(
    shelter_clerk: StaffActor, school: checkin.Reception, phone: Phone, at: datetime
) -> None:
    said = posts(shelter_clerk, page_of(school, "person.json"), {"card": phone.card.number}).json()

    assert all((said["name"], said["birth_date"], said["address"]))
    newest = audit.latest()[0]
    assert (newest.action, newest.channel) == ("register.read", "scanner")
    assert "みなと小学校" in newest.purpose


def test_an_event_shows_no_more_than_a_name_and_only_where_it_asks(
    fair_clerk: StaffActor, fair: checkin.Reception, phone: Phone
) -> None:
    talk = opened(fair_clerk, title="講演会", purpose="event", asks_name="on")

    named = posts(fair_clerk, page_of(talk, "person.json"), {"card": phone.card.number}).json()
    silent = posts(fair_clerk, page_of(fair, "person.json"), {"card": phone.card.number}).json()

    assert (bool(named["name"]), named["birth_date"], named["address"]) == (True, "", "")
    assert silent == {"name": ""}


def test_a_family_written_down_without_a_network_goes_out_by_name(
    shelter_clerk: StaffActor, school: checkin.Reception, at: datetime
) -> None:
    device = enrols(shelter_clerk, school)
    family = [
        writes(number, at, visitor={"name": name, "household": "山田家"})
        for number, name in enumerate(("山田 太郎", "山田 花子"), start=1)
    ]
    out = writes(3, at, kind="check_out", way="form", person=f"visitor:{family[0]['uuid']}")

    assert sends(shelter_clerk, school, device, *family, out) == ["accepted"] * 3
    assert (checkin.count(reception=school.key).here, checkin.count(reception=school.key).came) == (1, 2)
    assert checkin.questions(reception=school.key) == []


def test_going_out_before_the_form_arrives_ends_in_the_same_count(
    shelter_clerk: StaffActor, school: checkin.Reception, at: datetime
) -> None:
    device = enrols(shelter_clerk, school)
    came = writes(1, at, visitor={"name": "山田 太郎"})
    went = writes(2, at + timedelta(seconds=1), kind="check_out", person=f"visitor:{came['uuid']}")

    sends(shelter_clerk, school, device, went)
    sends(shelter_clerk, school, device, came)

    assert (checkin.count(reception=school.key).here, checkin.count(reception=school.key).came) == (0, 1)
    assert checkin.questions(reception=school.key) == []


def test_a_device_lets_nobody_go_who_was_not_here_and_brings_nobody_in_by_a_key(
    shelter_clerk: StaffActor, school: checkin.Reception, at: datetime
) -> None:
    device = enrols(shelter_clerk, school)
    stranger = writes(1, at, kind="check_out", person="urn:ngsi-ld:Inhabitant:somebody")
    inside = writes(2, at, kind="check_in", person=f"visitor:{uuid.uuid4()}")

    assert sends(shelter_clerk, school, device, stranger, inside) == ["refused"] * 2


def test_a_roster_is_copied_with_a_purpose_only(
    shelter_clerk: StaffActor,
    school: checkin.Reception,
    fair_clerk: StaffActor,
    fair: checkin.Reception,
    at: datetime,
) -> None:
    device = enrols(shelter_clerk, school)
    sends(shelter_clerk, school, device, writes(1, at, visitor={"name": "山田 太郎", "address": "みなと町1"}))

    copied = posts(shelter_clerk, page_of(school, "roster.json"), {"purpose": "退所の受付のため"})

    (guest,) = copied.json()["guests"]
    assert (guest["name"], set(guest)) == ("山田 太郎", {"person", "name", "household"})
    assert posts(shelter_clerk, page_of(school, "roster.json"), {"purpose": ""}).status_code == 422
    assert posts(fair_clerk, page_of(fair, "roster.json"), {"purpose": "来た人の確認"}).status_code == 422


def test_a_phone_is_renamed_and_ended_with_a_reason(
    shelter_clerk: StaffActor, school: checkin.Reception, at: datetime
) -> None:
    device = enrols(shelter_clerk, school)
    shelter_clerk.sends(page_of(school, "phones/rename/"), device=device, name="裏門")
    assert "裏門" in shelter_clerk.sees(page_of(school))
    assert shelter_clerk.sends(page_of(school, "phones/end/"), device=device, why="").status_code == 422
    assert checkin.device(device).ended_at is None

    shelter_clerk.sends(page_of(school, "phones/end/"), device=device, why="なくしたため")

    assert "端末を終わらせました" in shelter_clerk.sees()
    assert (audit.about(thing=device)[0].action, audit.about(thing=device)[0].purpose) == (
        "checkin.device_end",
        "なくしたため",
    )
    body = {"device": device, "clock": at.isoformat(), "entries": []}
    assert posts(shelter_clerk, page_of(school, "sync.json"), body).status_code == 410


def test_a_phone_of_another_reception_is_not_ended_here(
    shelter_clerk: StaffActor, fair_clerk: StaffActor, school: checkin.Reception, fair: checkin.Reception
) -> None:
    device = enrols(shelter_clerk, school)

    answer = fair_clerk.sends(page_of(fair, "phones/end/"), device=device, why="試すため")

    assert answer.status_code == 404
    assert checkin.device(device).ended_at is None


def test_a_phone_called_like_the_desk_is_still_a_phone(
    shelter_clerk: StaffActor, school: checkin.Reception, at: datetime
) -> None:
    device = checkin.enrol_device(reception=school.key, name="desk", by=shelter_clerk.person, at=at)

    assert [one.key for one in checkin.devices(reception=school.key)] == [device.key]
