from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from sagacity.messaging import api as messaging
from sagacity.reservations.queue import api as queue
from sagacity.reservations.queue import keeping
from sagacity.reservations.queue.tests.conftest import CLERK, HANAKO, MINUTE, NOW, Hall
from sagacity.reservations.slots import api as slots

HALF_HOUR = timedelta(minutes=30)


def promised(minute: int, key: str = "s") -> slots.Slot:
    """A time of the line's service, so many minutes after ten."""
    try:
        slots.service(key="urn:ngsi-ld:Service:moving")
    except slots.NoSuchService:
        desk = slots.add_resource(
            name={"ja": "1番"}, kind=slots.Kind.DESK, area="a", calendar="city_hall", by=CLERK, at=NOW
        )
        slots.offer_service(
            service=slots.Service(
                key="urn:ngsi-ld:Service:moving",
                name={"ja": "引越し"},
                area="a",
                resources=(desk.key,),
                length=HALF_HOUR,
                shortest=HALF_HOUR,
                longest=HALF_HOUR,
                grid=HALF_HOUR,
                most=0,
            ),
            by=CLERK,
            at=NOW,
        )
    held = slots.hold(
        service="urn:ngsi-ld:Service:moving",
        begins=NOW + minute * MINUTE,
        holder=HANAKO.key,
        client_key=key,
        by=CLERK,
        at=NOW,
    )
    return slots.confirm(slot=held.key, by=CLERK, at=NOW)


def numbers(at: datetime) -> list[str]:
    return [f"{one.ticket.number} {one.why}" for one in queue.board(line="moving", at=at).waiting]


def test_appointments_and_walk_ins_stand_in_one_order_and_say_why(hall: Hall) -> None:
    walk_ins = [hall.comes(minute=minute) for minute in (1, 2, 3)]
    hall.comes(minute=4, slot=promised(30).key)
    hall.comes(minute=5, priority="care")
    assert [one.number for one in walk_ins] == ["A001", "A002", "A003"]

    assert numbers(NOW + 20 * MINUTE) == [
        "A005 priority", "A001 arrival", "A002 arrival", "A003 arrival", "A004 early",
    ]  # fmt: skip
    assert numbers(NOW + 30 * MINUTE)[:3] == ["A005 priority", "A004 appointment", "A001 arrival"]
    assert numbers(NOW + 61 * MINUTE) == [
        "A005 priority", "A004 appointment", "A001 long", "A002 arrival", "A003 arrival",
    ]  # fmt: skip


def test_an_appointment_is_not_called_long_before_its_time(hall: Hall) -> None:
    desk = hall.opens()
    hall.comes(slot=promised(30).key)

    assert hall.calls(desk, minute=14) is None
    called = hall.calls(desk, minute=15)
    assert called is not None
    assert called.number == "A001"


def test_whoever_comes_late_to_an_appointment_is_called_by_arrival(hall: Hall) -> None:
    slot = promised(30)
    hall.comes(minute=35)
    hall.comes(minute=41, slot=slot.key)

    assert numbers(NOW + 42 * MINUTE) == ["A001 arrival", "A002 arrival"]


def test_an_appointment_has_one_ticket_and_is_marked_as_come(hall: Hall) -> None:
    slot = promised(30)
    first = hall.comes(slot=slot.key)

    assert hall.comes(slot=slot.key) == first
    assert slots.slot(key=slot.key).state is slots.SlotState.CAME
    with pytest.raises(queue.NoAppointment):
        hall.comes(line="papers", slot=promised(60, "t").key)
    with pytest.raises(queue.NoAppointment):
        hall.comes(slot="urn:ngsi-ld:Slot:none")


def test_a_desk_with_somebody_gets_nobody_else_and_a_second_press_the_same(hall: Hall) -> None:
    desk = hall.opens()
    hall.comes()
    hall.comes()
    first = queue.call_next(desk=desk, client_key="once", by=CLERK, at=NOW)

    assert queue.call_next(desk=desk, client_key="once", by=CLERK, at=NOW) == first
    with pytest.raises(queue.DeskBusy):
        queue.call_next(desk=desk, client_key="again", by=CLERK, at=NOW)


def test_every_timestamp_is_kept(hall: Hall) -> None:
    desk = hall.opens()
    ticket = hall.comes()
    hall.serves(desk, since=7, until=19)

    (visit,) = queue.ticket(key=ticket.key).visits
    told = [visit.since, visit.called_at, visit.started_at, visit.ended_at]
    assert told == [NOW, NOW + 7 * MINUTE, NOW + 7 * MINUTE, NOW + 19 * MINUTE]
    assert (visit.outcome, visit.desk) == ("ended", "1番")


def test_whoever_was_skipped_comes_back_to_their_turn(hall: Hall) -> None:
    desk = hall.opens()
    first, second = hall.comes(minute=1), hall.comes(minute=2)
    hall.comes(minute=3)
    hall.does("skip", hall.calls(desk, minute=4) or first, minute=5)
    called = hall.calls(desk, minute=6)
    assert called is not None
    assert called.key == second.key
    hall.does("end", called, minute=7)

    hall.does("put_back", first, minute=8)

    again = hall.calls(desk, minute=9)
    assert again is not None
    assert (again.key, again.calls) == (first.key, 2)


def test_who_is_handed_on_keeps_number_and_hour_and_brings_the_case(hall: Hall) -> None:
    desk, papers = hall.opens("1番"), hall.opens("2番", "papers")
    hall.comes(minute=0)
    hall.comes(line="papers", minute=1)
    called = hall.calls(desk, minute=5)
    assert called is not None

    hall.does("transfer", called, minute=6, to="papers", case="urn:ngsi-ld:Case:1")

    there = hall.calls(papers, minute=7)
    assert there is not None
    assert (there.key, there.number, there.case) == (called.key, "A001", "urn:ngsi-ld:Case:1")
    visits = queue.ticket(key=called.key).visits
    assert [(one.line, one.outcome) for one in visits] == [("moving", "transferred"), ("papers", "")]
    assert visits[1].since == NOW + 6 * MINUTE


def test_what_cannot_happen_now_says_in_which_state_it_is(hall: Hall) -> None:
    ticket = hall.comes()

    for verb in ("end", "skip", "put_back", "call_again"):
        with pytest.raises(queue.NotNow) as refused:
            hall.does(verb, ticket)
        assert refused.value.state == queue.State.WAITING


def test_the_phone_is_told_once_for_each_call(hall: Hall, deliver: Callable[..., int]) -> None:
    desk = hall.opens()
    queue.issue(
        line="moving", channel=queue.Channel.PHONE, client_key="p", by=HANAKO, holder=HANAKO.key, at=NOW
    )
    deliver()
    called = queue.call_next(desk=desk, client_key="c", by=CLERK, at=NOW)
    assert called is not None
    deliver()

    (letter,) = messaging.inbox(person=HANAKO.key, at=NOW + MINUTE).letters
    assert "A001番：1番の窓口へどうぞ" in str(letter)


def test_phones_are_forgotten_in_the_night(hall: Hall) -> None:
    queue.issue(
        line="moving", channel=queue.Channel.PHONE, client_key="p", by=HANAKO, holder=HANAKO.key, at=NOW
    )
    assert keeping.everything_kept(person=HANAKO.key)["tickets"][0]["number"] == "A001"

    assert keeping.erase_holders(at=NOW + timedelta(hours=3)) == 0
    assert keeping.erase_holders(at=NOW + timedelta(hours=17)) == 1
    assert keeping.everything_kept(person=HANAKO.key) == {}
