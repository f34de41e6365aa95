"""Ten attempts of one person at the same moment, from two processes: one answer."""

import json
from collections import Counter

import pytest

from sagacity.kit.testing.house import House

CROWD = "from pathlib import Path; from sagacity.procedures.surveys.tests import crowd\n"
pytestmark = [pytest.mark.slow, pytest.mark.django_db]
PROCESSES, EACH = 2, 5


def test_ten_attempts_at_once_are_one_answer(house: House) -> None:
    key = house.run(f"{CROWD}tell(crowd.open_survey())")
    crowd = [
        house.start(
            f"{CROWD}crowd.try_at_once(me={me}, each={EACH}, processes={PROCESSES}, key={key!r},"
            f" folder=Path({str(house.folder)!r}))"
        )
        for me in range(PROCESSES)
    ]

    assert [process.wait(timeout=120) for process in crowd] == [0] * PROCESSES

    told = [one for me in range(PROCESSES) for one in json.loads((house.folder / f"told-{me}").read_text())]
    assert Counter(told) == {"taken": 1, "answered already": 9}
    assert house.run(f"{CROWD}tell(crowd.standing())") == [1, 1]
