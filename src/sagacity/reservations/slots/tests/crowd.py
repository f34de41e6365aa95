"""People who press the same free time at the same moment, in processes of their own."""

import json
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection

from sagacity.reservations.slots import api as slots
from sagacity.reservations.slots.tests.conftest import NOW, offer, put


def open_desks(*, many: int) -> None:
    offer(put("citizens", *(f"{number}番" for number in range(many))))


def press(*, me: int, each: int, processes: int, times: int, folder: Path) -> None:
    """Wait for the last process; then every thread presses one time after the other, all at once."""
    ready, told = threading.Barrier(each), list[list[object]]()

    def one(number: int) -> None:
        connection.ensure_connection()
        try:
            for turn in range(times):
                ready.wait()
                told.append([turn, _press(f"{number}-{turn}", _time(turn))])
        finally:
            connection.close()

    (folder / f"ready-{me}").touch()
    while len(list(folder.glob("ready-*"))) < processes:
        time.sleep(0.01)
    people = [threading.Thread(target=one, args=[me * each + place]) for place in range(each)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    (folder / f"told-{me}").write_text(json.dumps(told))


def _time(turn: int) -> datetime:
    return NOW.replace(hour=9) + timedelta(days=turn // 10, minutes=30 * (turn % 10))


def _press(client_key: str, begins: datetime) -> str:
    try:
        held = slots.hold(
            service="urn:ngsi-ld:Service:moving", begins=begins, holder="", client_key=client_key, at=NOW
        )
    except slots.Taken:
        return "taken"
    return held.resource
