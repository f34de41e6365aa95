"""People who come at the same moment, in a process of their own, each with a connection of their own."""

import json
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.db import connection

from sagacity.kit import clock, policy
from sagacity.reservations import api as reservations
from sagacity.reservations import models

SUBJECT = "urn:ngsi-ld:Event:rush"
Told = tuple[str, int]


def open_offer(*, capacity: int, waiting_places: int) -> None:
    at = clock.now()
    terms = reservations.Terms(
        title="rush",
        capacity=capacity,
        waiting_places=waiting_places,
        opens_at=at - timedelta(days=1),
        closes_at=at + timedelta(days=1),
        ends_at=at + timedelta(days=2),
    )
    reservations.open_offer(subject=SUBJECT, terms=terms, by=policy.SYSTEM, at=at)


def come(act: str, *, me: int, each: int, processes: int, folder: Path) -> None:
    """Wait until the last process is at the door, then let everybody of this one act at once."""
    ready, told = threading.Barrier(each), []

    def one(number: int) -> None:
        connection.ensure_connection()
        ready.wait()
        try:
            told.append(ACTS[act](number))
        finally:
            connection.close()

    (folder / f"{act}-ready-{me}").touch()
    while len(list(folder.glob(f"{act}-ready-*"))) < processes:
        time.sleep(0.01)
    people = [threading.Thread(target=one, args=[me * each + place]) for place in range(each)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    (folder / f"{act}-told-{me}").write_text(json.dumps(told))


def standing() -> dict[str, object]:
    """What the tables say when everybody is gone."""
    offer = reservations.offer(subject=SUBJECT)
    rows = models.Booking.objects.order_by("number").values_list("number", "state")
    return {"taken": offer.taken, "line": offer.line, "rows": list(rows)}


def _book(number: int, client_key: str = "") -> Told:
    contact = reservations.Contact(name=f"n{number}", phone=f"090-0000-{number:04d}")
    try:
        booking = reservations.book(
            subject=SUBJECT,
            person="",
            client_key=client_key or f"form-{number}",
            contact=contact,
            places=1,
            at=clock.now(),
        )
    except reservations.Full:
        return "full", 0
    return booking.state.value, booking.number


def _book_the_same(number: int) -> Told:
    return _book(number, client_key="the same")


def _cancel_one_of_the_first_ten(number: int) -> Told:
    booking = models.Booking.objects.get(number=number % 10 + 1)
    return reservations.cancel(booking=booking.key, by=policy.SYSTEM, at=clock.now()).state.value, 0


ACTS: dict[str, Callable[[int], Told]] = {
    "book": _book,
    "book the same": _book_the_same,
    "cancel": _cancel_one_of_the_first_ten,
}
