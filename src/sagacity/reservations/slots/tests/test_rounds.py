"""A round of lots is promised, frozen, drawn, and worked out again from what is published."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest

from sagacity.kit import policy
from sagacity.reservations.slots import api as slots
from sagacity.reservations.slots import jobs, keeping, models
from sagacity.reservations.slots.tests.conftest import CLERK, NOW, of_day, offer

OPENS, CLOSES = NOW + timedelta(days=1), NOW + timedelta(days=8)
FAR = 29  # days: behind the days ahead of the service, once the round has closed


def person(number: int) -> policy.Person:
    return policy.Person(f"urn:ngsi-ld:Resident:{number}", "", "resident", level=1)


@pytest.fixture
def service(desks: list[str]) -> slots.Service:
    return offer(desks[:1], days_ahead=14, level=1)


def opened(service: slots.Service, many: int = 3, **more: Any) -> slots.Round:
    said: dict[str, Any] = {
        "client_key": "r",
        "name": {"ja": "5月の抽選"},
        "lots": [
            slots.Lot(service.resources[0], of_day(9 + number, days=FAR), timedelta(minutes=30))
            for number in range(many)
        ],
        "opens_at": OPENS,
        "closes_at": CLOSES,
        **more,
    }
    return slots.open_round(service=service.key, by=CLERK, at=NOW, **said)


def enters(round_: slots.Round, number: int, *wishes: int) -> slots.Entry:
    return slots.enter(
        round=round_.key, holder=f"urn:ngsi-ld:Device:{number}", wishes=wishes or (1,), by=person(number),
        at=OPENS,
    )  # fmt: skip


def test_five_hundred_enter_and_an_outsider_comes_to_the_same_draw(service: slots.Service) -> None:
    made = opened(service, many=6)
    assert (made.seed, made.numbers) == ("", ())
    entries = {one.number: one for one in (enters(made, n, 1 + n % 6, 1 + (n + 1) % 6) for n in range(500))}
    frozen = slots.freeze(round=made.key, by=policy.SYSTEM, at=CLOSES)
    assert frozen.seed == ""

    drawn = slots.draw(round=made.key, by=policy.SYSTEM, at=CLOSES)

    def sha(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    assert sha(drawn.seed) == made.promise
    assert sha("".join(f"{number}\n" for number in drawn.numbers)) == frozen.digest
    left, results = set(range(1, 7)), {}
    for number in sorted(drawn.numbers, key=lambda number: sha(drawn.seed + number)):
        won = next((wish for wish in entries[number].wishes if wish in left), 0)
        if won:
            results[number] = won
            left.remove(won)
    assert results == drawn.results
    assert len(results) == 6
    assert slots.draw(round=made.key, by=policy.SYSTEM, at=CLOSES) == drawn


def test_a_winner_decides_in_time_or_it_is_somebody_elses(service: slots.Service) -> None:
    made = opened(service, many=1)
    enters(made, 1)
    jobs.draw_lots(CLOSES)
    assert slots.round_(key=made.key).state is slots.RoundState.FROZEN
    jobs.draw_lots(CLOSES + timedelta(days=1))

    (entry,) = slots.entries_of(holder="urn:ngsi-ld:Device:1")
    won = slots.slot(key=entry.slot)
    assert won.state is slots.SlotState.HELD
    assert won.expires_at == CLOSES + timedelta(days=8)
    jobs.let_holds_go(CLOSES + timedelta(days=8))
    assert slots.slot(key=entry.slot).state is slots.SlotState.RELEASED


def test_one_person_has_one_number_and_may_change_their_wishes_until_the_end(
    service: slots.Service,
) -> None:
    made = opened(service)
    first = enters(made, 1, 1, 2)
    again = enters(made, 1, 3)

    assert (again.key, again.number, again.wishes) == (first.key, first.number, (3,))
    assert enters(made, 2).number != first.number
    slots.withdraw(entry=first.key, by=person(1), at=OPENS)
    assert enters(made, 1).number not in {"0001", "0002"}
    with pytest.raises(slots.NotOpen):
        slots.enter(round=made.key, holder="d", wishes=[1], by=person(9), at=CLOSES)
    with pytest.raises(slots.NotOpen):
        slots.freeze(round=made.key, by=CLERK, at=OPENS)
    with pytest.raises(slots.NotOpen):
        slots.draw(round=made.key, by=CLERK, at=CLOSES)


@pytest.mark.parametrize("wishes", [[], [4], [0], [1, 1]])
def test_a_wish_that_is_no_lot_is_refused(service: slots.Service, wishes: list[int]) -> None:
    made = opened(service)
    with pytest.raises(slots.BadWish):
        slots.enter(round=made.key, holder="d", wishes=wishes, by=person(1), at=OPENS)


def test_who_is_not_known_takes_no_part(service: slots.Service) -> None:
    made = opened(service)
    with pytest.raises(policy.TooLittleAssurance):
        slots.enter(round=made.key, holder="d", wishes=[1], by=policy.Person("d", "", "anonymous"), at=OPENS)


def test_times_that_could_be_booked_before_the_draw_make_no_round(service: slots.Service) -> None:
    near = [slots.Lot(service.resources[0], of_day(9, days=20), timedelta(minutes=30))]
    closed = [slots.Lot(service.resources[0], of_day(20, days=FAR), timedelta(minutes=30))]
    wrongs: tuple[dict[str, Any], ...]
    wrongs = ({"lots": near}, {"lots": closed}, {"lots": []}, {"closes_at": OPENS}, {"name": {}})
    for wrong in wrongs:
        with pytest.raises(slots.BadRound):
            opened(service, **wrong)
    assert opened(service).key == opened(service).key


def test_who_is_forgotten_before_the_draw_keeps_a_place_in_the_list_and_wins_nothing(
    service: slots.Service,
) -> None:
    made = opened(service)
    enters(made, 1)
    frozen = slots.freeze(round=made.key, by=policy.SYSTEM, at=CLOSES)
    keeping.forget(person="urn:ngsi-ld:Device:1", at=CLOSES)

    assert not models.Entry.objects.exclude(holder="", person=None).exists()
    assert slots.round_(key=made.key).numbers == frozen.numbers
