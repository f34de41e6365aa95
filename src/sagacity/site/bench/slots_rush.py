"""Free times that many press at the same instant, and how long a page of free times takes."""

import json
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sagacity.site.bench import sandbox

MODULE = "sagacity.site.bench.slots_rush"
READY = "ready"
TIMES = 30
PROCESSES = 4
RESOURCES, DAYS, ROUNDS = 40, 14, 60
SERVICE, AREA = "urn:ngsi-ld:Service:bench", "bench"


def free_times() -> dict[str, float]:
    """Forty resources over fourteen days, half of whose times are promised."""
    from sagacity.kit import clock, policy
    from sagacity.reservations.slots import api as slots

    at = clock.now()
    pool = _offer(RESOURCES, at)
    monday = _monday(at)
    for number in range(RESOURCES * DAYS // 2):
        begins = monday + timedelta(days=number % 5, hours=number % 7, minutes=30 * (number % 2))
        try:
            held = slots.hold(
                service=SERVICE,
                begins=begins,
                holder="",
                client_key=f"f{number}",
                resource=pool[number % RESOURCES],
                by=policy.SYSTEM,
                at=at,
            )
        except slots.Refused:
            continue
        slots.confirm(slot=held.key, by=policy.SYSTEM, at=at)
    took = []
    since = clock.day(at)
    for _round in range(ROUNDS):
        start = time.perf_counter()
        slots.free(service=SERVICE, since=since, until=since + timedelta(days=DAYS - 1), at=at)
        took.append(time.perf_counter() - start)
    return {"p50_ms": statistics.median(took) * 1000}


def rush(clients: int) -> dict[str, float]:
    """Thirty free times of one desk, each pressed by every client at one instant."""
    from sagacity.kit import clock

    _offer(1, clock.now())
    processes = min(PROCESSES, clients)
    words = [str(clients // processes), str(_gap(clients))]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", MODULE, "client", str(me), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for me in range(processes)
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == READY
    begins_at = f"{time.time() + 1}\n"
    told = [one for said in _answers(running, begins_at) for one in json.loads(said)]
    assert len(told) == clients * TIMES, f"{len(told)} of {clients * TIMES} presses were answered"
    won = Counter(turn for turn, is_won, _took in told if is_won)
    took = [one for _turn, _won, one in told]
    return {
        "won_once": sum(won[turn] == 1 for turn in range(TIMES)),
        "p95_ms": statistics.quantiles(took, n=100)[94] * 1000,
        "p50_ms": statistics.median(took) * 1000,
    }


def _answers(running: Sequence["subprocess.Popen[str]"], begins_at: str) -> list[str]:
    """Let them all begin at one moment, and hear each when it is done."""
    for process in running:
        assert process.stdin is not None
        process.stdin.write(begins_at)
        process.stdin.flush()
    return [process.communicate()[0].splitlines()[-1] for process in running]


def _gap(clients: int) -> float:
    """Seconds between two rushes: the last answer of one is there before the next begins."""
    return 0.3 + clients / 32


def _client(me: int, each: int, gap: float) -> list[tuple[int, bool, float]]:
    from sagacity.kit import clock

    at, told = clock.now(), list[tuple[int, bool, float]]()
    print(READY, flush=True)  # noqa: T201 - read by the process that waits for all of them
    begins_at = float(sys.stdin.readline())
    people = [
        threading.Thread(target=_one, args=[me * each + number, at, begins_at, gap, told])
        for number in range(each)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return told


def _one(
    number: int, at: datetime, begins_at: float, gap: float, told: list[tuple[int, bool, float]]
) -> None:
    from django.db import connection

    from sagacity.reservations.slots import api as slots

    connection.ensure_connection()
    monday = _monday(at)
    for turn in range(TIMES):
        begins = monday + timedelta(days=turn % 5, minutes=30 * (turn // 5))
        time.sleep(max(0.0, begins_at + turn * gap - time.time()))
        start = time.perf_counter()
        try:
            slots.hold(service=SERVICE, begins=begins, holder="", client_key=f"{number}-{turn}", at=at)
            is_won = True
        except slots.Taken:
            is_won = False
        told.append((turn, is_won, time.perf_counter() - start))
    connection.close()


def _offer(many: int, at: datetime) -> list[str]:
    from sagacity.kit import policy
    from sagacity.reservations.slots import api as slots

    pool = [
        slots.add_resource(
            name={"ja": f"{number}番"}, kind=slots.Kind.DESK, area=AREA, calendar="city_hall",
            by=policy.SYSTEM, at=at,
        ).key
        for number in range(many)
    ]  # fmt: skip
    half = timedelta(minutes=30)
    service = slots.Service(
        key=SERVICE, name={"ja": "窓口"}, area=AREA, resources=tuple(pool), length=half, shortest=half,
        longest=half, grid=half, most=0, hold=timedelta(hours=1),
    )  # fmt: skip
    slots.offer_service(service=service, by=policy.SYSTEM, at=at)
    return pool


def _monday(at: datetime) -> datetime:
    """Nine in the morning of the first week without holidays that begins after tomorrow."""
    from sagacity.kit import clock
    from sagacity.kit.city import api as city

    day = clock.local(at).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=2)
    while day.weekday() or any(city.is_holiday((day + timedelta(days=n)).date()) for n in range(5)):
        day += timedelta(days=1)
    return day


if __name__ == "__main__":
    what, *words = sys.argv[1:]
    sandbox.open_house(tables=what != "client")
    found: object
    if what == "client":
        found = _client(int(words[0]), int(words[1]), float(words[2]))
    elif what == "rush":
        found = rush(int(words[0]))
    else:
        found = free_times()
    print(json.dumps(found))  # noqa: T201 - read by the bench that started this process
