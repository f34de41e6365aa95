"""Clerks who press "next" at the same moment, in processes of their own."""

import json
import threading
import time
from pathlib import Path

from django.db import connection

from sagacity.kit import policy
from sagacity.reservations.queue import api as queue
from sagacity.reservations.queue.tests.conftest import CLERK, NOW


def fill(*, people: int, desks: int) -> None:
    for number in range(people):
        queue.issue(line="moving", channel=queue.Channel.PRINTED, client_key=f"t{number}", by=CLERK, at=NOW)
    for number in range(desks):
        clerk = policy.Person(f"urn:ngsi-ld:Staff:{number}", "", "staff")
        queue.open_desk(label=f"{number}番", lines=["moving"], by=clerk, at=NOW)


def press(*, me: int, each: int, processes: int, rounds: int, folder: Path) -> None:
    """Wait for the last process; then every desk calls and ends, all at once, again and again."""
    ready, told = threading.Barrier(each), list[str]()

    def one(number: int) -> None:
        connection.ensure_connection()
        key = next(desk.key for desk in queue.desks() if desk.label == f"{number}番")
        try:
            for turn in range(rounds):
                ready.wait()
                called = queue.call_next(desk=key, client_key=f"{number}-{turn}", by=CLERK, at=NOW)
                if called is None:
                    told.append("nobody")
                    continue
                told.append(called.number)
                queue.end(ticket=called.key, client_key=f"e{number}-{turn}", by=CLERK, at=NOW)
        finally:
            connection.close()

    (folder / f"ready-{me}").touch()
    while len(list(folder.glob("ready-*"))) < processes:
        time.sleep(0.01)
    desks = [threading.Thread(target=one, args=[me * each + place]) for place in range(each)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    (folder / f"told-{me}").write_text(json.dumps(told))
