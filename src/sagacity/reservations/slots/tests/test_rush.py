"""Many press the same free times at once: as many win as there are desks, never fewer."""

import json
from collections import Counter

import pytest

from sagacity.kit.testing.house import House

CROWD = "from pathlib import Path; from sagacity.reservations.slots.tests import crowd\n"
pytestmark = [pytest.mark.slow, pytest.mark.django_db]
TIMES = 20


@pytest.mark.parametrize(("processes", "each", "desks"), [(4, 4, 1), (4, 4, 3)])
def test_every_free_time_has_its_winners_and_nobody_else(
    house: House, processes: int, each: int, desks: int
) -> None:
    house.run(f"{CROWD}crowd.open_desks(many={desks})")

    crowd = [
        house.start(
            f"{CROWD}crowd.press(me={me}, each={each}, processes={processes}, times={TIMES},"
            f" folder=Path({str(house.folder)!r}))"
        )
        for me in range(processes)
    ]
    assert [process.wait(timeout=120) for process in crowd] == [0] * processes

    files = [house.folder / f"told-{me}" for me in range(processes)]
    told = [(turn, resource) for file in files for turn, resource in json.loads(file.read_text())]
    assert len(told) == processes * each * TIMES
    won = Counter(turn for turn, resource in told if resource != "taken")
    assert won == dict.fromkeys(range(TIMES), min(desks, processes * each))
    assert max(Counter(one for one in told if one[1] != "taken").values()) == 1


def test_what_is_given_back_in_a_rush_is_the_turn_of_whoever_waited(house: House) -> None:
    turns = "from pathlib import Path; from sagacity.reservations.slots.tests import turns\n"
    house.run(f"{turns}turns.fill(times={TIMES})")
    folder = f"folder=Path({str(house.folder)!r})"

    pressing = [house.start(f"{turns}turns.press(me={me}, times={TIMES}, {folder})") for me in range(3)]
    giving = house.start(f"{turns}turns.give_back({folder})")
    assert [process.wait(timeout=240) for process in (giving, *pressing)] == [0] * 4

    won = [turn for me in range(3) for turn in json.loads((house.folder / f"won-{me}").read_text())]
    assert won == [], "nobody overtakes whoever waits"
    house.run(f"{turns}assert sorted(turns.state_of_all()) == sorted("
              f"f'urn:ngsi-ld:Device:{{n}}' for n in range({TIMES}))")  # fmt: skip
