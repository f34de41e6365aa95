"""Figures for the reform of counters: a year of 300,000 tickets and as many cases, table by table."""

import json
import random
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sagacity.site.bench import Figure, machine, sandbox

TICKETS = 300_000
CASES = 300_000
BEGIN = date(2025, 4, 1)
DAYS = 244  # working days of a year
HANDFUL = 5_000
SHAPE = {8: 0.5, 9: 1.2, 10: 1.6, 11: 1.4, 12: 0.8, 13: 1.1, 14: 1.2, 15: 1.0, 16: 0.7}


def measure() -> Iterator[Figure]:
    with sandbox.house() as folder:
        found = sandbox.in_own_process(__name__, folder=folder)
    about = f"a year of {TICKETS:,} tickets and {found['stays']:,.0f} stays, {machine.database()}"
    for name in ("flow", "demand", "by_day"):
        yield Figure(f"reform.{name}_s", found[name], "s", about, goal=30)
    about = f"a year of {CASES:,} cases, one in ten put right, {machine.database()}"
    for name in ("corrections", "arrivals"):
        yield Figure(f"reform.{name}_s", found[name], "s", about, goal=30)
    yield Figure(
        "reform.fortnight_s", found["fortnight"], "s", "the walks of two weeks, as the desk opens", 2
    )
    yield Figure(
        "reform.memory_mb", found["memory"], "MB", "held at once by Python for the walks of a year", 20
    )


def _in_house() -> dict[str, float]:
    from sagacity.kit import clock, policy
    from sagacity.procedures.cases import api as cases
    from sagacity.reservations.queue import api as queue

    stays = _tickets()
    _cases()
    until = _day(DAYS - 1)
    first, last = _moment(BEGIN, 0), _moment(until, 0) + timedelta(days=1)
    tables: dict[str, Callable[[], object]] = {
        "fortnight": lambda: queue.flow(since=_day(DAYS - 10), until=until),
        "flow": lambda: queue.flow(since=BEGIN, until=until),
        "demand": lambda: queue.demand(since=BEGIN, until=until),
        "by_day": lambda: queue.by_day(since=BEGIN, until=until),
        "corrections": lambda: cases.corrections(since=first, until=last, by=policy.SYSTEM),
        "arrivals": lambda: cases.arrivals(since=first, until=last, by=policy.SYSTEM),
    }
    took = {}
    for name, table in tables.items():
        start = time.perf_counter()
        table()
        took[name] = time.perf_counter() - start
    assert clock.day(first) == BEGIN
    return {**took, "stays": stays, "memory": _memory(tables["flow"])}


def _memory(table: Callable[[], object]) -> float:
    """The most that Python holds at once while a table is made, in MB."""
    tracemalloc.start()
    table()
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1_000_000


def _day(number: int) -> date:
    return BEGIN + timedelta(days=number // 5 * 7 + number % 5)


def _moment(day: date, minutes: float) -> datetime:
    from sagacity.kit import clock

    return datetime(day.year, day.month, day.day, tzinfo=clock.JAPAN) + timedelta(minutes=minutes)


def _tickets() -> int:
    from sagacity.reservations.queue import api as queue
    from sagacity.reservations.queue import models

    dice, lines, stays = random.Random(1), [one.key for one in queue.lines()], 0
    hours, weights = list(SHAPE), list(SHAPE.values())
    for begin in range(0, TICKETS, HANDFUL):
        some = []
        for number in range(begin, min(begin + HANDFUL, TICKETS)):
            came = _moment(
                _day(number * DAYS // TICKETS), 60 * (dice.choices(hours, weights)[0] + dice.random())
            )
            some.append(_ticket(number, dice.choice(lines), came, models))
        models.Ticket.objects.bulk_create(some)
        walks = [_walk(one, lines, dice, models) for one in some]
        models.Visit.objects.bulk_create([stay for walk in walks for stay in walk])
        stays += sum(map(len, walks))
    return stays


def _ticket(number: int, line: str, came: datetime, models: Any) -> Any:
    return models.Ticket(
        key=f"urn:ngsi-ld:QueueTicket:{number}", line=line, number=f"A{number % 1000:03d}", kind="walk_in",
        channel="printed", state="done", issued_at=came, turn_at=came,
    )  # fmt: skip


def _walk(ticket: Any, lines: list[str], dice: random.Random, models: Any) -> list[Any]:
    """One stay, and in three of ten cases another line after it."""
    since, stays = ticket.issued_at, []
    many = 2 if dice.random() < 0.3 else 1
    for turn in range(many):
        called = since + timedelta(minutes=dice.expovariate(1 / 15))
        ended = called + timedelta(minutes=dice.lognormvariate(0, 0.5) * 12)
        stays.append(
            models.Visit(
                ticket=ticket, turn=turn, line=ticket.line if turn == 0 else dice.choice(lines), since=since,
                called_at=called, started_at=called, ended_at=ended, desk="1",
                outcome="ended" if turn == many - 1 else "transferred",
            )
        )  # fmt: skip
        since = ended
    return stays


def _cases() -> None:
    from sagacity.procedures.cases import models

    dice = random.Random(2)
    for begin in range(0, CASES, HANDFUL):
        some = [_case(number, dice, models) for number in range(begin, min(begin + HANDFUL, CASES))]
        models.Case.objects.bulk_create(some)
        events = []
        for row in some:
            kinds = ["submitted", "taken", "decided", "closed"]
            if dice.random() < 0.1:
                kinds.insert(2, dice.choice(["asked", "corrected"]))
            events += [_event(row, nth, kind, dice, models) for nth, kind in enumerate(kinds, start=1)]
        models.Event.objects.bulk_create(events)


def _case(number: int, dice: random.Random, models: Any) -> Any:
    at = _moment(_day(number * DAYS // CASES), 60 * 24 * dice.random())
    return models.Case(
        key=f"urn:ngsi-ld:Case:{number}", number=f"R8-X-{number}", procedure=f"procedure-{number % 40}",
        version="1", sort="application", channel=dice.choice(["app", "counter"]), client_key=str(number),
        retention="r5", submitted_at=at, state="closed", ended_at=at + timedelta(days=2), events=4,
    )  # fmt: skip


def _event(row: Any, nth: int, kind: str, dice: random.Random, models: Any) -> Any:
    asks = kind in {"asked", "corrected"}
    return models.Event(
        case=row, number=nth, kind=kind, at=row.submitted_at + timedelta(hours=6 * nth), actor_kind="staff",
        channel="desk", version="1", body={"questions": [f"q{dice.randrange(12)}"]} if asks else {},
    )  # fmt: skip


if __name__ == "__main__":
    sandbox.open_house()
    print(json.dumps(_in_house()))  # noqa: T201 - read by the bench that started this process
