"""Fifty at once on the last places: five processes, ten threads in each."""

import json
from collections import Counter
from typing import Any

import pytest

from sagacity.kit.testing.house import House

CROWD = "from pathlib import Path; from sagacity.reservations.tests import crowd\n"
pytestmark = [pytest.mark.slow, pytest.mark.django_db]
PROCESSES, EACH = 5, 10


@pytest.fixture
def rush(house: House) -> House:
    """A house with ten places and twenty in the line."""
    house.run(f"{CROWD}crowd.open_offer(capacity=10, waiting_places=20)")
    return house


def _comes(house: House, act: str) -> list[tuple[str, int]]:
    """Fifty act at once; what each of them was told."""
    crowd = [
        house.start(
            f"{CROWD}crowd.come({act!r}, me={me}, each={EACH}, processes={PROCESSES},"
            f" folder=Path({str(house.folder)!r}))"
        )
        for me in range(PROCESSES)
    ]
    assert [process.wait(timeout=120) for process in crowd] == [0] * PROCESSES
    files = [house.folder / f"{act}-told-{me}" for me in range(PROCESSES)]
    return [(state, number) for file in files for state, number in json.loads(file.read_text())]


def _standing(house: House) -> dict[str, Any]:
    found: dict[str, Any] = house.run(f"{CROWD}tell(crowd.standing())")
    return found


def test_fifty_at_once_never_get_more_than_there_is_and_the_line_has_an_order(rush: House) -> None:
    told = _comes(rush, "book")

    assert Counter(state for state, _ in told) == {"booked": 10, "waiting": 20, "full": 20}
    standing = _standing(rush)
    assert (standing["taken"], standing["line"]) == (10, 20)
    assert standing["rows"] == [[number, "booked" if number <= 10 else "waiting"] for number in range(1, 31)]


def test_one_form_sent_fifty_times_at_once_is_one_booking(rush: House) -> None:
    told = _comes(rush, "book the same")

    assert set(told) == {("booked", 1)}
    assert _standing(rush)["rows"] == [[1, "booked"]]


def test_ten_places_given_back_fifty_times_at_once_go_to_the_first_ten_in_line(rush: House) -> None:
    _comes(rush, "book")

    told = _comes(rush, "cancel")

    assert set(told) == {("cancelled", 0)}
    standing = _standing(rush)
    now = [state for _, state in standing["rows"]]
    assert now == ["cancelled"] * 10 + ["booked"] * 10 + ["waiting"] * 10
    assert (standing["taken"], standing["line"]) == (10, 10)
