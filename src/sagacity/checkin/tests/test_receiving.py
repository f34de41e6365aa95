"""What devices send: twice, late, with wrong clocks, by file, torn; nothing is lost or counted twice."""

import json
import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sagacity.checkin import api as checkin
from sagacity.checkin.tests.conftest import CLERK, NewPhone
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.django_db
V = checkin.Verdict


def test_an_entry_sent_twice_counts_once(school: checkin.Reception, phone: NewPhone, at: datetime) -> None:
    one = phone(school)
    one.takes("card-1", at=at)

    first, second = one.sends(at=at), one.sends(at=at)

    assert [answer.verdict for answer in first.answers] == [V.ACCEPTED]
    assert [answer.verdict for answer in second.answers] == [V.DUPLICATE]
    assert checkin.count(reception=school.key).here == 1


def test_two_hundred_check_ins_in_airplane_mode_on_two_devices_end_in_exact_counts(
    school: checkin.Reception, hall: checkin.Reception, phone: NewPhone, at: datetime
) -> None:
    one, other = phone(school), phone(hall, wrong_by=timedelta(minutes=7))
    for number in range(100):
        one.takes(f"card-{number}", at=at + timedelta(seconds=10 * number))
    for number in range(80, 180):  # twenty people are at both, later at the hall
        other.takes(f"card-{number}", at=at + timedelta(seconds=1000 + 10 * number))
    later = at + timedelta(hours=2)

    receipts = [device.sends(at=later) for device in (other, one, one, other)]

    assert [receipt.skew_s for receipt in receipts] == [420, 0, 0, 420]
    assert (checkin.count(reception=school.key).here, checkin.count(reception=hall.key).here) == (80, 100)
    asked = checkin.questions(reception=hall.key)
    assert [question.doubt for question in asked] == [checkin.Doubt.TRANSFER] * 20
    assert checkin.questions(reception=school.key) == []
    conflicts = [answer for answer in receipts[1].answers if answer.verdict == V.CONFLICT]
    assert len(conflicts) == 20
    assert {answer.verdict for receipt in receipts[2:] for answer in receipt.answers} == {V.DUPLICATE}
    assert sum(len(stay.entries) for stay in checkin.stays(reception=school.key)) == 100


def test_a_wrong_clock_is_measured_and_put_right(
    school: checkin.Reception, phone: NewPhone, at: datetime
) -> None:
    one = phone(school, wrong_by=timedelta(minutes=-7))
    one.takes("card-1", at=at)

    one.sends(at=at + timedelta(hours=1))

    (stay,) = checkin.stays(reception=school.key)
    assert stay.since == at
    assert checkin.device(one.key).skew_s == -420


def test_the_order_in_which_devices_come_back_changes_nothing(
    school: checkin.Reception, hall: checkin.Reception, phone: NewPhone, at: datetime
) -> None:
    dice = random.Random(7)
    one, other = phone(school), phone(hall)
    for minute in range(60):
        device = dice.choice([one, other])
        kind = dice.choice(["check_in", "check_in", "check_out"])
        device.takes(f"card-{dice.randrange(8)}", at=at + timedelta(minutes=minute), kind=kind)
    later = at + timedelta(hours=2)
    pieces = [(device, [entry]) for device in (one, other) for entry in device.outbox]
    dice.shuffle(pieces)
    for device, entries in pieces:
        device.sends(at=later, entries=entries)

    piecemeal = [
        (stay.person, stay.since, stay.until, stay.moved_to)
        for reception in (school, hall)
        for stay in checkin.stays(reception=reception.key)
    ]
    again = checkin.open_reception(
        subject="a", title="a", purpose=checkin.Purpose.EVENT, by=CLERK, at=at
    )  # something else arrives in between
    phone(again).takes("card-1", at=at)
    for device in (other, one):
        device.sends(at=later)
    assert piecemeal == [
        (stay.person, stay.since, stay.until, stay.moved_to)
        for reception in (school, hall)
        for stay in checkin.stays(reception=reception.key)
    ]
    assert sum(len(stay.entries) for r in (school, hall) for stay in checkin.stays(reception=r.key)) == 60


def test_numbers_that_have_not_arrived_are_named(
    school: checkin.Reception, phone: NewPhone, at: datetime
) -> None:
    one = phone(school)
    for number in range(6):
        one.takes(f"card-{number}", at=at)

    receipt = one.sends(at=at, entries=[one.outbox[0], one.outbox[4]])
    assert receipt.missing == ((2, 4),)

    assert one.sends(at=at).missing == ()


def test_what_no_page_of_ours_writes_is_refused_and_the_rest_is_taken(
    school: checkin.Reception, phone: NewPhone, at: datetime
) -> None:
    one = phone(school)
    good = one.takes("card-1", at=at)
    bad = [
        replace(good, uuid="no uuid"),
        replace(good, uuid="12345678-1234-1234-1234-123456789abc", counter=0),
        replace(good, uuid="12345678-1234-1234-1234-123456789abd", card=""),
        replace(good, uuid="12345678-1234-1234-1234-123456789abe", way=checkin.Way.PICTURE),
        replace(good, uuid="12345678-1234-1234-1234-123456789abf", clock=at - timedelta(days=500)),
        replace(good, uuid="12345678-1234-1234-1234-123456789aaa", token="x" * 5000),
        replace(good, uuid="12345678-1234-1234-1234-123456789aab", code=2**40),
    ]

    answers = one.sends(at=at, entries=[*bad, good]).answers

    assert [answer.verdict for answer in answers] == [V.REFUSED] * 7 + [V.ACCEPTED]
    assert all(answer.why for answer in answers[:7])
    assert checkin.count(reception=school.key).came == 1


def test_a_file_brings_the_same_entries_any_number_of_times(
    school: checkin.Reception, phone: NewPhone, at: datetime
) -> None:
    one = phone(school)
    one.takes("card-1", at=at)
    one.meets("見本 太郎", at=at, kana="ミホン タロウ", household="a")
    one.sends(at=at, entries=one.outbox[:1])
    file = checkin.write_file(device=one.key, entries=one.outbox)

    answers = checkin.receive_file(content=file, by=CLERK, at=at).answers
    assert [answer.verdict for answer in answers] == [V.DUPLICATE, V.ACCEPTED]
    again = checkin.receive_file(content=file, by=CLERK, at=at).answers
    assert {answer.verdict for answer in again} == {V.DUPLICATE}
    assert checkin.count(reception=school.key).here == 2


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda said: said[:-40], "torn"),
        (lambda said: said.replace(b"card-1", b"card-2"), "not whole"),
        (lambda said: b"[]", "not written by a reception"),
        (lambda said: b"\xff\xfe\x00", "no JSON"),
        (lambda said: b"[" * 100_000, "no JSON"),
    ],
)
def test_a_torn_or_changed_file_is_refused_in_words(
    school: checkin.Reception, phone: NewPhone, at: datetime, spoil: object, says: str
) -> None:
    one = phone(school)
    one.takes("card-1", at=at)
    file = checkin.write_file(device=one.key, entries=one.outbox)

    with pytest.raises(checkin.BrokenFile, match=says):
        checkin.receive_file(content=spoil(file), by=CLERK, at=at)  # type: ignore[operator]
    assert checkin.count(reception=school.key).came == 0


def test_an_entry_of_a_file_that_cannot_be_read_is_named(at: datetime) -> None:
    page = json.loads(checkin.write_file(device="x", entries=[]))
    page["entries"] = [{"uuid": "1"}]
    import hashlib

    said = json.dumps(page["entries"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    page["sha256"] = hashlib.sha256(said.encode()).hexdigest()

    with pytest.raises(checkin.BrokenFile, match="an entry cannot be read"):
        checkin.receive_file(content=json.dumps(page).encode(), by=CLERK, at=at)


def test_heads_are_counted_at_each_door_and_the_newest_count_holds(
    school: checkin.Reception, phone: NewPhone, at: datetime
) -> None:
    north, south = phone(school), phone(school)
    north.writes("head_count", at=at, people=20)
    north.writes("head_count", at=at + timedelta(minutes=5), people=34)
    south.writes("head_count", at=at, people=16)
    north.takes("card-1", at=at)
    for door in (south, north):
        door.sends(at=at + timedelta(minutes=10))

    count = checkin.count(reception=school.key)

    assert (count.here, count.counted, count.by_card) == (51, 50, 1)
    assert count.crowding == "busy"


def test_a_closed_reception_enrols_nobody_but_still_takes_what_devices_hold(
    school: checkin.Reception, phone: NewPhone, at: datetime
) -> None:
    one = phone(school)
    one.takes("card-1", at=at)
    checkin.close_reception(key=school.key, by=CLERK, at=at)

    with pytest.raises(checkin.ReceptionOver):
        checkin.enrol_device(reception=school.key, name="x", by=CLERK, at=at)
    one.sends(at=at)

    count = checkin.count(reception=school.key)
    assert (count.here, count.came) == (0, 1)


def test_every_sync_stands_in_the_log(school: checkin.Reception, phone: NewPhone, at: datetime) -> None:
    one = phone(school)
    one.takes("card-1", at=at)
    one.sends(at=at)

    assert [line.action for line in audit.about(thing=one.key)] == ["checkin.receive", "checkin.device"]
