"""A station was cut off: what it wrote down is merged exactly, in any order, however often."""

import random
import uuid
from datetime import datetime, timedelta

import pytest

from sagacity.reservations.queue import api as queue
from sagacity.reservations.queue import folding
from sagacity.reservations.queue.tests.conftest import CLERK, MINUTE, NOW, Hall
from sagacity.reservations.queue.types import Entry, State, What


class Station:
    """The ticket station of the harbour, with its own clock and counter."""

    def __init__(self, *, ahead: timedelta = timedelta(), seed: int = 1) -> None:
        self.dice, self.ahead = random.Random(seed), ahead
        self.entries: list[Entry] = []
        self.numbers = 0

    def id(self) -> str:
        return str(uuid.UUID(int=self.dice.getrandbits(128), version=4))

    def writes(self, ticket: str, what: What, minute: float, **data: str) -> Entry:
        entry = Entry(
            id=self.id(),
            ticket=ticket,
            what=what,
            clock=NOW + minute * MINUTE + self.ahead,
            branch="harbour",
            counter=len(self.entries) + 1,
            data=data,
        )
        self.entries.append(entry)
        return entry

    def issues(self, minute: float) -> str:
        self.numbers += 1
        key = f"urn:ngsi-ld:QueueTicket:{self.id().replace('-', '')}"
        self.writes(key, What.ISSUED, minute, line="moving", number=f"NA{self.numbers:03d}")
        return key

    def serves(self, ticket: str, since: float, until: float) -> None:
        self.writes(ticket, What.CALLED, since, desk="みなと")
        self.writes(ticket, What.STARTED, since + 0.5)
        self.writes(ticket, What.ENDED, until)

    def sends(self, entries: list[Entry] | None = None, *, minute: float = 10) -> queue.Merged:
        at: datetime = NOW + minute * MINUTE
        wanted = self.entries if entries is None else entries
        return queue.receive(branch="harbour", entries=wanted, sent_at=at + self.ahead, by=CLERK, at=at)


def test_ten_minutes_cut_off_and_then_exactly_what_happened(hall: Hall) -> None:
    desk, station = hall.opens(), Station()
    in_the_house = [hall.comes(minute=minute) for minute in (0, 4)]
    first, second, third = (station.issues(minute) for minute in (1, 3, 8))
    station.serves(first, 2, 6)
    hall.serves(desk, since=5, until=9)
    station.writes(second, What.LEFT, 7)

    merged = station.sends()

    assert (merged.new, merged.known, merged.conflicts) == (7, 0, ())
    assert [one.number for one in merged.tickets] == ["NA001", "NA002", "NA003"]
    (visit,) = queue.ticket(key=first).visits
    assert (visit.since, visit.called_at, visit.ended_at) == (
        NOW + 1 * MINUTE,
        NOW + 2 * MINUTE,
        NOW + 6 * MINUTE,
    )
    assert queue.ticket(key=second).state is State.LEFT
    waiting = [one.ticket.number for one in queue.board(line="moving", at=NOW + 10 * MINUTE).waiting]
    assert waiting == ["A002", "NA003"]
    called = hall.calls(desk, minute=11)
    assert called is not None
    assert called.key == in_the_house[1].key
    assert third in {one.ticket.key for one in queue.board(line="moving", at=NOW + 11 * MINUTE).waiting}


@pytest.mark.parametrize("seed", range(8))
def test_in_any_order_and_any_parcels_it_is_the_same(hall: Hall, seed: int) -> None:
    dice, station = random.Random(seed), Station(seed=seed)
    for minute in range(5):
        ticket = station.issues(minute)
        station.serves(ticket, minute + 1, minute + 3)
    wanted = {one.key: one for one in _folded(station.entries)}

    parcels = [*station.entries, *dice.choices(station.entries, k=10)]
    dice.shuffle(parcels)
    while parcels:
        many = dice.randint(1, 5)
        station.sends(parcels[:many])
        parcels = parcels[many:]

    assert {key: queue.ticket(key=key) for key in wanted} == wanted
    assert station.sends().new == 0


def _folded(entries: list[Entry]) -> list[queue.Ticket]:
    found = [folding.fold([e for e in entries if e.ticket == key]) for key in {e.ticket for e in entries}]
    return [one for one in found if one is not None]


@pytest.mark.parametrize("seed", range(30))
def test_whatever_two_places_did_to_one_ticket_everybody_reads_the_same(seed: int) -> None:
    dice = random.Random(seed)
    first = Entry("0", "t", What.ISSUED, NOW, "", 0, {"line": "moving", "number": "A001"})
    acts = [What.CALLED, What.STARTED, What.ENDED, What.LEFT, What.SKIPPED, What.RETURNED, What.TRANSFERRED]
    entries = [first] + [
        Entry(
            id=f"{branch}{number}",
            ticket="t",
            what=dice.choice(acts),
            clock=NOW + dice.randint(0, 5) * MINUTE,
            branch=branch,
            counter=number,
            data={"desk": dice.choice(["1番", "2番"]), "to": "papers"},
        )
        for branch in ("", "harbour")
        for number in range(1, 6)
    ]
    wanted = folding.fold(entries)

    for _ in range(20):
        dice.shuffle(entries)
        assert folding.fold([*entries, *entries[:3]]) == wanted
    assert wanted is not None
    assert wanted.conflicts or wanted.state


def test_two_desks_called_the_same_ticket_and_the_second_call_is_shown(hall: Hall) -> None:
    desk, station = hall.opens(), Station()
    key = station.issues(0)
    station.sends(minute=1)
    hall.calls(desk, minute=2)
    station.writes(key, What.CALLED, 3, desk="みなと")

    merged = station.sends()

    (conflict,) = merged.conflicts
    assert (conflict.what, conflict.found, conflict.counted) == (What.CALLED, State.CALLED, False)
    assert queue.ticket(key=key).desk == "1番"


def test_who_left_on_the_phone_and_was_served_all_the_same_was_served(hall: Hall) -> None:
    station = Station()
    key = station.issues(0)
    station.sends(minute=1)
    hall.does("leave", queue.ticket(key=key), minute=2)
    station.serves(key, 3, 8)

    merged = station.sends()

    assert queue.ticket(key=key).state is State.DONE
    assert [(one.what, one.counted) for one in merged.conflicts] == [
        (What.CALLED, False),
        (What.STARTED, True),
    ]


def test_a_clock_set_back_does_not_turn_the_day_around(hall: Hall) -> None:
    station = Station()
    key = station.issues(5)
    station.writes(key, What.CALLED, 6, desk="みなと")
    station.ahead = -timedelta(hours=1)
    station.writes(key, What.STARTED, 7)
    station.ahead = timedelta()
    station.writes(key, What.ENDED, 9)

    assert station.sends().conflicts == ()
    assert queue.ticket(key=key).state is State.DONE


def test_a_clock_that_runs_ahead_is_told(hall: Hall) -> None:
    station = Station(ahead=timedelta(minutes=3))
    station.issues(0)

    assert station.sends().drift == timedelta(minutes=3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "A001"},
        {"number": "NB001"},
        {"line": "elsewhere"},
        {"kind": "appointment"},
        {"kind": "prince"},
        {"name": "花子"},
        {"case": "x" * 200},
    ],
)
def test_what_is_no_entry_of_this_station_takes_nothing_in(hall: Hall, wrong: dict[str, str]) -> None:
    station = Station()
    good = station.issues(0)
    station.writes(
        "urn:ngsi-ld:QueueTicket:x", What.ISSUED, 1, **{"line": "moving", "number": "NA002", **wrong}
    )

    with pytest.raises(queue.BadEntry):
        station.sends()
    with pytest.raises(queue.NoSuchTicket):
        queue.ticket(key=good)


def test_the_same_key_with_another_story_is_refused(hall: Hall) -> None:
    station = Station()
    station.issues(0)
    station.sends()
    (entry,) = station.entries

    with pytest.raises(queue.BadEntry):
        station.sends([Entry(entry.id, entry.ticket, What.ENDED, entry.clock, "harbour", 1)])
    with pytest.raises(queue.NoSuchBranch):
        queue.receive(branch="none", entries=[], sent_at=NOW, by=CLERK, at=NOW)
