"""The rules by which entries are put together, in any order of arrival."""

import random
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sagacity.checkin.merging import Note, merge, missing_numbers
from sagacity.checkin.types import Doubt, Kind

START = datetime(2026, 9, 15, 0, 0, tzinfo=UTC)
IN, OUT = Kind.CHECK_IN, Kind.CHECK_OUT


def note(minute: int, place: str, kind: Kind = IN, *, device: str = "d1", code: int = 0) -> Note:
    uuid = f"{minute}-{place}-{kind}-{device}"
    return Note(uuid, device, minute + 1, START + timedelta(minutes=minute), place, kind, "card", code)


def test_one_card_at_one_place_is_one_stay_however_often_it_is_read() -> None:
    merged = merge(person="p", notes=[note(0, "school"), note(5, "school", device="d2")], exclusive=True)

    (stay,) = merged.stays
    assert (stay.reception, stay.since, stay.until) == ("school", START, None)
    assert len(stay.entries) == 2
    assert merged.asked == ()


def test_at_two_shelters_the_later_one_wins_and_staff_are_asked() -> None:
    merged = merge(person="p", notes=[note(0, "school"), note(30, "hall")], exclusive=True)

    first, second = merged.stays
    assert (first.reception, first.moved_to, first.until) == ("school", "hall", START + timedelta(minutes=30))
    assert (second.reception, second.until) == ("hall", None)
    assert [one.doubt for one in merged.asked] == [Doubt.TRANSFER]


def test_at_two_events_somebody_may_be_at_once() -> None:
    merged = merge(person="p", notes=[note(0, "fair"), note(30, "market")], exclusive=False)

    assert [(stay.reception, stay.until) for stay in merged.stays] == [("fair", None), ("market", None)]
    assert merged.asked == ()


def test_out_and_in_again_are_two_stays_and_no_question() -> None:
    notes = [note(0, "school"), note(10, "school", OUT), note(20, "hall")]

    merged = merge(person="p", notes=notes, exclusive=True)

    assert [(stay.reception, bool(stay.until)) for stay in merged.stays] == [
        ("school", True),
        ("hall", False),
    ]
    assert merged.asked == ()


def test_going_out_without_having_come_in_is_kept_and_asked() -> None:
    merged = merge(person="p", notes=[note(10, "school", OUT)], exclusive=True)

    (stay,) = merged.stays
    assert (stay.since, stay.until) == (None, START + timedelta(minutes=10))
    assert [one.doubt for one in merged.asked] == [Doubt.NEVER_CAME]


def test_two_readings_on_the_way_out_are_one_leaving() -> None:
    notes = [note(0, "school"), note(10, "school", OUT), note(11, "school", OUT, device="d2")]

    merged = merge(person="p", notes=notes, exclusive=True)

    assert len(merged.stays) == 1
    assert merged.asked == ()


def test_one_picture_of_one_moment_at_two_devices_is_asked() -> None:
    notes = [note(0, "school", code=77), note(0, "hall", device="d2", code=77)]

    doubts = {one.doubt for one in merge(person="p", notes=notes, exclusive=True).asked}

    assert doubts == {Doubt.SAME_CODE, Doubt.TRANSFER}


def test_one_picture_read_twice_by_one_device_is_no_question() -> None:
    notes = [note(0, "school", code=77), note(1, "school", code=77)]

    assert merge(person="p", notes=notes, exclusive=True).asked == ()


NOTES = st.lists(
    st.builds(
        note,
        st.integers(0, 40),
        st.sampled_from(["school", "hall", "gym"]),
        st.sampled_from([IN, OUT]),
        device=st.sampled_from(["d1", "d2", "d3"]),
        code=st.integers(0, 3),
    ),
    max_size=12,
    unique_by=lambda one: one.uuid,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NOTES, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_arrival_changes_nothing(
    notes: list[Note], dice: random.Random, exclusive: bool
) -> None:
    shuffled = list(notes)
    dice.shuffle(shuffled)

    assert merge(person="p", notes=shuffled, exclusive=exclusive) == merge(
        person="p", notes=notes, exclusive=exclusive
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NOTES)
def test_nobody_is_at_two_shelters_and_no_entry_is_lost(notes: list[Note]) -> None:
    merged = merge(person="p", notes=notes, exclusive=True)

    assert sum(stay.until is None for stay in merged.stays) <= 1
    assert sorted(uuid for stay in merged.stays for uuid in stay.entries) == sorted(one.uuid for one in notes)


def test_holes_in_the_numbers_of_a_device_are_named() -> None:
    assert missing_numbers([1, 2, 5, 6, 9]) == ((3, 4), (7, 8))
    assert missing_numbers([3]) == ((1, 2),)
    assert missing_numbers([]) == ()
