from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from sagacity.reservations.queue import api as queue
from sagacity.reservations.queue import models, tickets
from sagacity.reservations.queue.tests.conftest import CLERK, HANAKO, MINUTE, NOW, OTHER, Hall


def by_phone(key: str = "a", *, holder: str = HANAKO.key, line: str = "moving") -> queue.Ticket:
    return queue.issue(
        line=line, channel=queue.Channel.PHONE, client_key=key, by=HANAKO, holder=holder, at=NOW
    )


def test_numbers_follow_one_another_and_begin_anew_each_day(hall: Hall) -> None:
    assert [hall.comes().number, hall.comes().number, hall.comes(line="papers").number] == [
        "A001",
        "A002",
        "B001",
    ]
    assert hall.comes(minute=24 * 60).number == "A001"


def test_a_ticket_is_taken_once_however_often_it_is_pressed(hall: Hall) -> None:
    first = by_phone("a")

    assert by_phone("a") == first
    assert by_phone("b") == first  # another window of the same phone
    assert by_phone("c", holder="urn:ngsi-ld:Device:taro").number == "A002"
    assert [one.key for one in queue.tickets_of(person=HANAKO.key)] == [first.key]
    assert queue.tickets_of(person="") == ()


def test_a_ticket_holds_no_person(hall: Hall) -> None:
    by_phone()

    held = [*models.Ticket.objects.values_list(), *models.Entry.objects.values_list()]
    assert HANAKO.key not in str(held)


def test_where_phones_get_none_the_hall_still_does(hall: Hall) -> None:
    with pytest.raises(queue.NotOnPhones):
        by_phone(line="papers")
    assert hall.comes(line="papers").number == "B001"


def test_a_phone_gets_no_ticket_when_nobody_works_there(hall: Hall) -> None:
    night = NOW + timedelta(hours=12)
    wish = {"line": "moving", "channel": queue.Channel.PHONE, "by": HANAKO, "at": night}
    with pytest.raises(queue.NotOpen):
        queue.issue(client_key="n", **wish)  # type: ignore[arg-type]
    queue.open_desk(label="1番", lines=["moving"], by=CLERK, at=night)

    assert queue.issue(client_key="n", **wish).number == "A001"  # type: ignore[arg-type]


def test_whoever_leaves_has_left_and_twice_is_once(hall: Hall) -> None:
    ticket = by_phone()

    left = queue.leave(ticket=ticket.key, client_key="l", by=HANAKO, at=NOW + MINUTE)

    assert left.state is queue.State.LEFT
    assert queue.leave(ticket=ticket.key, client_key="m", by=HANAKO, at=NOW + 2 * MINUTE) == left
    assert by_phone("z").number == "A002"


def test_in_the_night_the_day_is_closed(hall: Hall) -> None:
    desk = hall.opens()
    sitting, waiting = hall.comes(), hall.comes()
    hall.does("start", hall.calls(desk) or sitting)

    assert tickets.close_day(at=NOW + timedelta(hours=17)) == 2
    assert queue.ticket(key=sitting.key).state is queue.State.DONE
    assert queue.ticket(key=waiting.key).state is queue.State.LEFT
    assert queue.desks() == ()


def test_an_entry_of_the_log_cannot_be_changed(hall: Hall) -> None:
    hall.comes()

    with pytest.raises(DatabaseError), transaction.atomic():
        models.Entry.objects.update(what="ended")


def test_a_client_key_is_one_act_and_never_another(hall: Hall) -> None:
    ticket = hall.comes()

    with pytest.raises(queue.ClientKeyTaken):
        queue.leave(ticket=ticket.key, client_key="press-1", by=HANAKO, at=NOW)


def test_a_desk_is_opened_by_one_and_its_lines_can_change(hall: Hall) -> None:
    key = hall.opens("1番")

    with pytest.raises(queue.DeskTaken):
        hall.opens("1番", by=OTHER)
    assert hall.opens("1番", "moving", "papers") == key
    assert queue.desk(key=key).lines == ("moving", "papers")
    with pytest.raises(queue.NoSuchLine):
        hall.opens("2番", "elsewhere")


def test_a_desk_with_somebody_is_not_closed(hall: Hall) -> None:
    desk = hall.opens()
    hall.comes()
    called = hall.calls(desk)
    assert called is not None

    with pytest.raises(queue.DeskBusy):
        queue.close_desk(desk=desk, by=CLERK, at=NOW)
    hall.does("end", called)
    queue.close_desk(desk=desk, by=CLERK, at=NOW)
    queue.close_desk(desk=desk, by=CLERK, at=NOW)

    with pytest.raises(queue.NoSuchDesk):
        hall.calls(desk)
