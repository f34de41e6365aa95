"""Bookings a second, free times of forty resources, and times that up to 64 press at the same instant."""

import json
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

from sagacity.site.bench import Figure, machine, sandbox, slots_rush

CLIENTS = 8
EACH = 200
RUSHES = (2, 4, 8, 16, 64)
SUBJECT = "urn:ngsi-ld:Event:bench"


def measure() -> Iterator[Figure]:
    for offers, name in ((1, "one offer"), (CLIENTS, f"{CLIENTS} offers")):
        with sandbox.house() as folder:
            found = sandbox.in_own_process(__name__, str(offers), folder=folder)
        about = f"{CLIENTS} clients, {EACH} bookings each, {name}, written through, {machine.database()}"
        yield Figure("reservations.bookings_per_s", found["per_s"], "/s", about)
        yield Figure("reservations.book_p50_ms", found["p50_ms"], "ms", about)
        yield Figure("reservations.book_p95_ms", found["p95_ms"], "ms", about)
    yield from _slots()


def _slots() -> Iterator[Figure]:
    with sandbox.house() as folder:
        found = sandbox.in_own_process(slots_rush.MODULE, "free", folder=folder)
    about = f"{slots_rush.RESOURCES} resources, {slots_rush.DAYS} days, {machine.database()}"
    yield Figure("reservations.availability_p50_ms", found["p50_ms"], "ms", about, goal=20)
    for clients in RUSHES:
        with sandbox.house() as folder:
            found = sandbox.in_own_process(slots_rush.MODULE, "rush", str(clients), folder=folder)
        about = f"{slots_rush.TIMES} free times, {clients} clients at one instant, {machine.database()}"
        yield Figure("reservations.slots_won_once", found["won_once"], "", about, slots_rush.TIMES, True)
        yield Figure("reservations.rush_p95_ms", found["p95_ms"], "ms", about, goal=50)


def _in_house(offers: int) -> dict[str, float]:
    for number in range(offers):
        _open(f"{SUBJECT}-{number}")
    ready, took = threading.Barrier(CLIENTS + 1), list[float]()
    clients = [
        threading.Thread(target=_client, args=[me, f"{SUBJECT}-{me % offers}", ready, took])
        for me in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    ready.wait()
    start = time.monotonic()
    for client in clients:
        client.join()
    elapsed = time.monotonic() - start
    assert len(took) == CLIENTS * EACH, f"{len(took)} of {CLIENTS * EACH} bookings were made"
    parts = statistics.quantiles(took, n=100)
    return {"per_s": len(took) / elapsed, "p50_ms": parts[49] * 1000, "p95_ms": parts[94] * 1000}


def _open(subject: str) -> None:
    from sagacity.kit import clock, policy
    from sagacity.reservations import api as reservations

    at = clock.now()
    terms = reservations.Terms(
        title="bench",
        capacity=CLIENTS * EACH,
        opens_at=at - timedelta(days=1),
        closes_at=at + timedelta(days=1),
        ends_at=at + timedelta(days=1),
    )
    reservations.open_offer(subject=subject, terms=terms, by=policy.SYSTEM, at=at)


def _client(me: int, subject: str, ready: threading.Barrier, took: list[float]) -> None:
    from django.db import connection

    from sagacity.kit import clock
    from sagacity.reservations import api as reservations

    connection.ensure_connection()
    ready.wait()
    for number in range(EACH):
        start = time.monotonic()
        reservations.book(
            subject=subject,
            person="",
            client_key=f"{me}-{number}",
            contact=reservations.Contact(name="住民", phone=f"090-{me:04d}-{number:04d}"),
            places=1,
            at=clock.now(),
        )
        took.append(time.monotonic() - start)
    connection.close()


if __name__ == "__main__":
    sandbox.open_house()
    print(json.dumps(_in_house(int(sys.argv[1]))))  # noqa: T201 - read by the bench that started this process
