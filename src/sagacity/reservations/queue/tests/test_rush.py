"""Many clerks press "next" at once: each gets another ticket, and nobody gets none while people wait."""

import json

import pytest

from sagacity.kit.testing.house import House

CROWD = "from pathlib import Path; from sagacity.reservations.queue.tests import crowd\n"
pytestmark = [pytest.mark.slow, pytest.mark.django_db]
PROCESSES, EACH, ROUNDS = 4, 3, 6


def test_every_desk_gets_another_ticket_until_nobody_waits(house: House) -> None:
    desks, people = PROCESSES * EACH, PROCESSES * EACH * ROUNDS - 5
    house.run(f"{CROWD}crowd.fill(people={people}, desks={desks})")

    crowd = [
        house.start(
            f"{CROWD}crowd.press(me={me}, each={EACH}, processes={PROCESSES}, rounds={ROUNDS},"
            f" folder=Path({str(house.folder)!r}))"
        )
        for me in range(PROCESSES)
    ]
    assert [process.wait(timeout=120) for process in crowd] == [0] * PROCESSES

    files = [house.folder / f"told-{me}" for me in range(PROCESSES)]
    told = [number for file in files for number in json.loads(file.read_text())]
    called = [number for number in told if number != "nobody"]
    assert len(called) == len(set(called)) == people
    assert told.count("nobody") == 5
