"""A process is killed between a webhook and its commit: the provider sends again, and all is there once."""

import time

import pytest

from sagacity.kit.testing.house import House
from sagacity.ledger.tests.hearers import MANY

HEARERS = "from pathlib import Path; from sagacity.ledger.tests import hearers\n"
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def _answered(house: House) -> list[str]:
    path = house.folder / "answered"
    return path.read_text().split() if path.exists() else []


def test_nothing_that_was_answered_is_lost_and_nothing_counts_twice(house: House) -> None:
    house.run(f"{HEARERS}hearers.make_bills()")

    for pause in (0.0, 0.013, 0.029, 0.041, 0.057):
        before = len(_answered(house))
        hear = f"hearers.hear_all(Path({str(house.folder)!r}), {before})"
        process = house.start(f"{HEARERS}{hear}")
        end = time.monotonic() + 60
        while len(_answered(house)) < before + 10 and time.monotonic() < end:
            time.sleep(0.002)
        time.sleep(pause)
        house.kill(process)
        standing = house.run(f"{HEARERS}tell(hearers.standing())")
        answered = len(_answered(house))
        assert standing["holds"]
        # At the moment of a kill one payment may be on the disk whose answer nobody got.
        assert answered <= standing["paid"] <= answered + 1
        assert {standing[name] for name in ("paid", "events", "news", "with_provider")} == {standing["paid"]}
        assert standing["still_owed"] == MANY - standing["paid"]

    house.run(f"{HEARERS}hearers.hear_all(Path({str(house.folder)!r}), 0)")  # all of it, once more
    standing = house.run(f"{HEARERS}tell(hearers.standing())")
    assert standing["holds"]
    assert standing["paid"] == standing["events"] == standing["all_news"] == MANY
    assert standing["still_owed"] == 0
