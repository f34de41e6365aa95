"""People who give a time back while others press it, in processes of their own."""

import json
import time
from datetime import datetime, timedelta
from pathlib import Path

from sagacity.kit import policy
from sagacity.reservations.slots import api as slots
from sagacity.reservations.slots.tests.conftest import HANAKO, NOW, offer, put

SERVICE = "urn:ngsi-ld:Service:moving"
HALF = timedelta(minutes=30)


def fill(*, times: int) -> None:
    """One desk; every time is promised, and somebody waits for three of them at once."""
    offer(put("citizens", "1番"), most=0)
    for turn in range(times):
        held = slots.hold(
            service=SERVICE, begins=_time(turn), holder=HANAKO.key, client_key=f"h{turn}", at=NOW
        )
        slots.confirm(slot=held.key, by=HANAKO, at=NOW)
        who = policy.Person(f"urn:ngsi-ld:Device:{turn}", "", "anonymous")
        slots.wait(
            service=SERVICE, holder=who.key, since=_time(turn), until=_time(turn) + HALF,
            client_key=f"w{turn}", by=who, at=NOW,
        )  # fmt: skip


def give_back(*, folder: Path) -> None:
    for one in slots.slots_of(holder=HANAKO.key):
        slots.give_back(slot=one.key, by=HANAKO, at=NOW)
    (folder / "over").touch()


def press(*, me: int, times: int, folder: Path) -> None:
    """Press every time again and again until all were given back; what was won."""
    won = []
    while not (folder / "over").exists():
        for turn in range(times):
            try:
                slots.hold(service=SERVICE, begins=_time(turn), holder="", client_key=f"p{me}-{turn}", at=NOW)
            except slots.Taken:
                continue
            won.append(turn)
        time.sleep(0.01)
    (folder / f"won-{me}").write_text(json.dumps(won))


def state_of_all() -> list[str]:
    rows = slots.slots_between(area="citizens", since=NOW, until=NOW + timedelta(days=9))
    return [one.holder for one in rows]


def _time(turn: int) -> datetime:
    return NOW.replace(hour=9) + timedelta(days=1 + turn // 8, minutes=60 * (turn % 8))
