"""The queue of one endpoint, without a network."""

from sagacity.broker.delivering.lane import Lane
from sagacity.broker.delivering.letter import Letter
from sagacity.broker.delivering.outgoing import HttpParcel
from sagacity.broker.delivering.pace import Pace

PACE = Pace(first=100, longest=1000, lane=2)
PARCEL = HttpParcel("POST", "http://a/", (), b"")


def letter(number: int, entity: str = "e") -> Letter:
    return Letter(number, "city", "sub", entity, "http://a:80", PARCEL, 0, 0)


def lane_with(*letters: Letter) -> Lane:
    lane = Lane("http://a:80", PACE)
    for one in letters:
        lane.add(one)
    return lane


def test_letters_of_one_entity_go_one_after_the_other() -> None:
    first, second = letter(1), letter(2)
    lane = lane_with(first, second)

    assert lane.next(0) is first
    assert lane.next(0) is None

    lane.finished(first, endpoint_lives=True)

    assert lane.next(0) is second


def test_letters_of_several_entities_go_side_by_side_up_to_the_limit() -> None:
    a, b, c = letter(1, "a"), letter(2, "b"), letter(3, "c")
    lane = lane_with(a, b, c)

    assert [lane.next(0), lane.next(0), lane.next(0)] == [a, b, None]


def test_an_endpoint_that_does_not_answer_closes_its_lane_and_is_then_tried_with_one_letter() -> None:
    a, b = letter(1, "a"), letter(2, "b")
    lane = lane_with(a, b)
    lane.next(0)
    lane.next(0)

    due = lane.unanswered(b, 10)
    lane.unanswered(a, 11)

    assert 110 <= due <= 130
    assert lane.failures == 1
    assert lane.next(due - 1) is None
    assert lane.next(due) is a
    assert lane.next(due) is None

    lane.finished(a, endpoint_lives=True)

    assert lane.next(due) is b


def test_the_pause_grows_to_its_limit() -> None:
    a = letter(1)
    lane = lane_with(a)
    at = 0
    pauses = []
    for _ in range(6):
        assert lane.next(at) is a
        due = lane.unanswered(a, at)
        pauses.append(due - at)
        at = due

    assert pauses[0] < pauses[1] < pauses[2] < pauses[3]
    assert all(800 <= pause <= 1000 for pause in pauses[4:])


def test_a_letter_that_is_refused_holds_up_its_own_entity_only() -> None:
    a, a2, b = letter(1, "a"), letter(2, "a"), letter(3, "b")
    lane = lane_with(a, a2, b)
    lane.next(0)

    due = lane.refused(a, 0)

    assert lane.next(1) is b
    assert lane.next(1) is None
    assert lane.next(due) is a


def test_a_letter_read_again_after_a_restart_still_rests() -> None:
    tried = letter(1)
    tried.tries, tried.due = 3, 500
    lane = lane_with(tried, letter(2))

    assert lane.next(499) is None
    assert lane.wakes_at() == 500
    assert lane.next(500) is tried


def test_opening_a_lane_tries_everything_at_once() -> None:
    a = letter(1)
    lane = lane_with(a)
    lane.next(0)
    lane.unanswered(a, 0)

    lane.open()

    assert lane.next(1) is a


def test_letters_that_are_gone_are_dropped_and_the_next_move_up() -> None:
    a, a2, a3, b, c, c2 = (
        letter(number, entity) for number, entity in enumerate(("a", "a", "a", "b", "c", "c"), start=1)
    )
    lane = lane_with(a, a2, a3, b, c, c2)
    lane.next(0)
    lane.next(0)
    lane.refused(b, 0)

    lane.drop({a2.id, b.id, c.id})

    assert len(lane) == 3
    assert lane.next(1000) is c2
    lane.finished(a, endpoint_lives=True)
    assert lane.next(1000) is a3
    lane.finished(a3, endpoint_lives=True)
    lane.finished(c2, endpoint_lives=True)
    assert (len(lane), lane.next(10_000)) == (0, None)


def test_an_endpoint_that_has_taken_letters_before_is_tried_again_within_the_probe() -> None:
    a, b = letter(1, "a"), letter(2, "a")
    lane = Lane("http://a:80", Pace(first=100, longest=100_000, probe=300))
    lane.add(a)
    lane.add(b)
    lane.next(0)
    lane.finished(a, endpoint_lives=True)
    at = 0
    for _ in range(8):
        assert lane.next(at) is b
        before, at = at, lane.unanswered(b, at)

    assert at - before <= 300
