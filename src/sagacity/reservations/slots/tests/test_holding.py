from datetime import timedelta
from typing import Any

import pytest

from sagacity.kit import policy
from sagacity.reservations.slots import api as slots
from sagacity.reservations.slots.tests.conftest import CLERK, HANAKO, NOW, of_day, offer, put

TEN = of_day(10)
MINUTE = timedelta(minutes=1)


def hold(service: slots.Service, key: str, **more: Any) -> slots.Slot:
    chosen: dict[str, Any] = {"begins": TEN, "holder": HANAKO.key, "at": NOW, **more}
    return slots.hold(service=service.key, client_key=key, **chosen)


def test_a_pool_of_three_gives_three_and_then_says_taken(service: slots.Service) -> None:
    held = [hold(service, str(number)) for number in range(3)]

    assert [one.resource for one in held] == list(service.resources)
    with pytest.raises(slots.Taken):
        hold(service, "4")
    with pytest.raises(slots.Taken):
        hold(service, "5", begins=of_day(10, 15))
    assert hold(service, "6", begins=of_day(10, 30)).begins == of_day(10, 30)


def test_one_client_key_is_one_slot_and_never_another(service: slots.Service) -> None:
    first = hold(service, "a")

    assert hold(service, "a").key == first.key
    with pytest.raises(slots.ClientKeyTaken):
        hold(service, "a", begins=of_day(11))


def test_a_hold_that_is_over_is_free_and_cannot_be_confirmed(desks: list[str]) -> None:
    service = offer(desks[:1])
    first = hold(service, "a")
    with pytest.raises(slots.Taken):
        hold(service, "b", at=NOW + 9 * MINUTE)

    second = hold(service, "c", at=NOW + 10 * MINUTE)

    assert second.resource == first.resource
    assert slots.slot(key=first.key).state is slots.SlotState.RELEASED
    with pytest.raises(slots.HoldOver):
        slots.confirm(slot=first.key, by=HANAKO, at=NOW + 10 * MINUTE)


def test_buffers_keep_the_time_before_and_after_free(desks: list[str]) -> None:
    service = offer(desks[:1], before=15 * MINUTE, after=15 * MINUTE)
    hold(service, "a")

    for begins in (of_day(9, 30), of_day(10, 45)):
        with pytest.raises(slots.Taken):
            hold(service, f"{begins}", begins=begins)
    assert [hold(service, str(one), begins=one).begins for one in (of_day(9), of_day(11))]


def test_a_hall_blocks_its_halves_and_a_half_the_hall_but_not_the_other_half(db: None) -> None:
    (whole,) = put("hall", "大ホール")
    left, right = put("hall", "左", "右", parent=whole)
    hall, one, other = (
        offer([key], key=f"urn:ngsi-ld:Service:{name}", area="hall")
        for key, name in ((whole, "whole"), (left, "left"), (right, "right"))
    )

    assert hold(one, "left").resource == left
    assert hold(other, "right").resource == right
    with pytest.raises(slots.Taken):
        hold(hall, "whole")
    assert hold(hall, "later", begins=of_day(13)).resource == whole
    with pytest.raises(slots.Taken):
        hold(one, "left later", begins=of_day(13))


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"begins": of_day(10, 5)}, "off_grid"),
        ({"length": 10 * MINUTE}, "too_short"),
        ({"length": timedelta(hours=4)}, "too_long"),
        ({"begins": of_day(8, 45)}, "too_soon"),
        ({"begins": of_day(10, days=61)}, "too_far"),
        ({"begins": of_day(17)}, "closed"),
        ({"begins": of_day(10, days=5)}, "closed"),
    ],
)
def test_what_is_not_offered_says_why(service: slots.Service, more: dict[str, Any], reason: str) -> None:
    with pytest.raises(slots.NotOffered) as refused:
        hold(service, "a", **more)

    assert refused.value.reason == reason


def test_staff_may_write_down_what_is_near_but_not_what_is_closed(service: slots.Service) -> None:
    assert hold(service, "a", begins=of_day(8, 45), by=CLERK).begins == of_day(8, 45)
    with pytest.raises(slots.NotOffered):
        hold(service, "b", begins=of_day(17), by=CLERK)


def test_a_person_has_no_more_times_to_come_than_one_may_have(desks: list[str]) -> None:
    service = offer(desks, most=1)
    first = hold(service, "a")
    with pytest.raises(slots.TooMany):
        hold(service, "b", begins=of_day(13))
    slots.give_back(slot=first.key, by=HANAKO, at=NOW)

    assert hold(service, "c", begins=of_day(13)).begins == of_day(13)
    assert hold(service, "d", begins=of_day(14), holder="").begins == of_day(14)


def test_only_a_resource_with_every_skill_is_taken(db: None) -> None:
    plain = put("citizens", "1番")
    signing = put("citizens", "2番", skills=["sign_language", "english"])
    service = offer([*plain, *signing], skills=("sign_language",))

    assert hold(service, "a").resource == signing[0]
    with pytest.raises(slots.Taken):
        hold(service, "b")


def test_an_absence_takes_the_desk_away_and_tells_what_was_promised_there(service: slots.Service) -> None:
    promised = slots.confirm(slot=hold(service, "a").key, by=HANAKO, at=NOW)

    struck = slots.set_absence(
        resource=service.resources[0], begins=of_day(9), ends=of_day(12), because="休み", by=CLERK, at=NOW
    )

    assert [one.key for one in struck] == [promised.key]
    assert hold(service, "b", begins=of_day(11)).resource == service.resources[1]
    assert hold(service, "c", begins=of_day(12)).resource == service.resources[0]


def test_two_services_share_their_desks(desks: list[str]) -> None:
    moving = offer(desks[:2])
    tax = offer(desks[1:], key="urn:ngsi-ld:Service:tax")
    hold(tax, "a")
    hold(moving, "b")

    with pytest.raises(slots.Taken):
        hold(moving, "c")
    assert hold(tax, "d").resource == desks[2]


def test_the_resource_of_a_wish_is_taken_or_none(service: slots.Service) -> None:
    wished = service.resources[2]

    assert hold(service, "a", resource=wished).resource == wished
    with pytest.raises(slots.Taken):
        hold(service, "b", resource=wished)


@pytest.mark.parametrize(
    "wrong",
    [
        {"grid": timedelta(minutes=7)},
        {"shortest": timedelta(hours=1)},
        {"longest": timedelta(seconds=1)},
        {"before": timedelta(minutes=-1)},
        {"hold": timedelta()},
        {"days_ahead": 0},
        {"area": "elsewhere"},
        {"name": {}},
    ],
)
def test_a_service_that_cannot_be_is_refused(desks: list[str], wrong: dict[str, Any]) -> None:
    with pytest.raises(slots.BadService):
        offer(desks, **wrong)


def test_nobody_holds_a_time_of_nothing(db: None) -> None:
    with pytest.raises(slots.NoSuchService):
        slots.hold(service="urn:ngsi-ld:Service:none", begins=TEN, holder="", client_key="a", at=NOW)
    with pytest.raises(slots.NoSuchSlot):
        slots.confirm(slot="urn:ngsi-ld:Slot:none", by=policy.SYSTEM, at=NOW)
