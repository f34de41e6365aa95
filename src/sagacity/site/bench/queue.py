"""Lines: a day of 2,150 visitors played through, how far forecasts are off, and 200 screens told at once."""

import asyncio
import json
import random
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import mean, median

from sagacity.site.bench import Figure, machine, sandbox

VISITORS = 2_150
SCREENS, ROUNDS = 200, 10
DAYS, A_DAY, BUSIEST = 10, 286, 521  # a peak fortnight of one city: applications a day, and on its busiest
DESKS = 12
LEARNED = 300  # talks that the line remembers
TALK = 18.0  # minutes, the middle of talks
SHAPE = {8: 0.5, 9: 1.2, 10: 1.6, 11: 1.4, 12: 0.8, 13: 1.1, 14: 1.2, 15: 1.0, 16: 0.7}  # people by hour
SERVE = """
import sys, django
django.setup()
from sagacity.site import processes
processes.web(processes.listen("127.0.0.1", int(sys.argv[1])))
"""


def measure() -> Iterator[Figure]:
    with sandbox.house() as folder:
        found = sandbox.in_own_process(__name__, folder=folder)
    day = f"a day of {found['came']:,} visitors, event by event"
    yield Figure("queue.simulate_s", found["simulate"], "s", day, goal=2)
    about = (
        f"{DAYS} days with {found['people']:,} visitors, {BUSIEST} on the busiest, {DESKS} desks, nobody"
        f" leaves, talks as long as the {LEARNED} learned from; mean wait {found['waited']:.0f} min"
    )
    yield Figure("queue.forecast_error_min", found["error"], "min", f"mean absolute error; {about}")
    yield Figure("queue.forecast_error_usual_min", found["usual"], "min", "the same without the busiest day")
    yield Figure("queue.forecast_inside", found["inside"], "%", "waited as long as the spread of 80 % said")
    about = (
        f"{SCREENS} screens by server-sent events, from the call until the last has it, {machine.database()}"
    )
    yield Figure("queue.fanout_s", found["slowest"], "s", f"{about}, slowest of {ROUNDS}", goal=1)
    yield Figure("queue.fanout_median_s", found["middle"], "s", f"{about}, median of {ROUNDS}")


def _in_house() -> dict[str, float]:
    return {**_simulated(), **_forecast(), **_fanout()}


def _simulated() -> dict[str, float]:
    from sagacity.reservations.queue import api as queue

    share = sum(SHAPE.values())
    day = queue.Day(
        arrivals={hour: VISITORS * part / share for hour, part in SHAPE.items()},
        lengths=[_talk(random.Random(number)) for number in range(LEARNED)],
        desks=dict.fromkeys(SHAPE, 90),
        patience=(20.0, 40.0, 80.0),
        leaving=0.1,
    )
    start = time.perf_counter()
    played = queue.simulate(day, seed=1)
    return {"simulate": time.perf_counter() - start, "came": played.came}


def _talk(dice: random.Random) -> float:
    return dice.lognormvariate(0, 0.55) * TALK


@dataclass(slots=True)
class _Desks:
    """Desks that serve in order; each knows the talks that were given to it."""

    talks: list[list[tuple[float, float]]] = field(default_factory=lambda: [[] for _ in range(DESKS)])

    def next_free(self, moment: float) -> tuple[float, int]:
        return min((max(moment, talks[-1][1] if talks else 0.0), at) for at, talks in enumerate(self.talks))

    def since(self, moment: float) -> Iterator[float | None]:
        """For each desk how long its talk has lasted; None for a free one."""
        for talks in self.talks:
            now = [moment - begun for begun, over in talks[-60:] if begun <= moment < over]
            yield now[0] if now else None


def _forecast() -> dict[str, float]:
    """Everybody who comes is told a wait by the house's own forecast, and then waits."""
    dice = random.Random(7)
    known = [_talk(dice) for _ in range(LEARNED)]
    days = [_day(BUSIEST if day == 0 else A_DAY, known, dice) for day in range(DAYS)]
    every = [one for day in days for one in day]
    return {
        "people": len(every),
        "waited": mean(real for *_said, real in every),
        "error": mean(abs(said - real) for said, _least, _most, real in every),
        "usual": mean(abs(said - real) for day in days[1:] for said, _least, _most, real in day),
        # What is told is whole minutes, so is what came.
        "inside": 100 * mean(least <= round(real) <= most for _said, least, most, real in every),
    }


def _day(people: int, known: list[float], dice: random.Random) -> list[tuple[int, int, int, float]]:
    from sagacity.reservations.queue import forecasting

    comes = sorted(
        60 * (hour + dice.random()) for hour in dice.choices(list(SHAPE), list(SHAPE.values()), k=people)
    )
    desks, waiting, told = _Desks(), list[float](), []
    mine = frozenset({"moving"})
    for moment in comes:
        waiting = [called for called in waiting if called > moment]
        windows = [
            forecasting.Window(mine) if since is None else forecasting.Window(mine, "moving", since)
            for since in desks.since(moment)
        ]
        hall = forecasting.Hall(windows, ["moving"] * len(waiting), {"moving": sorted(known[-LEARNED:])})
        (said,) = forecasting.waits(hall, newcomers=["moving"], seed=str(moment))[1]
        assert said is not None
        called, desk = desks.next_free(moment)
        length = _talk(dice)
        desks.talks[desk].append((called, called + length))
        waiting.append(called)
        known.append(length)
        told.append((said.median, said.least, said.most, called - moment))
    return told


def _fanout() -> dict[str, float]:
    from sagacity.kit import clock, policy
    from sagacity.reservations.queue import api as queue

    line = queue.lines()[0]
    desk = queue.open_desk(label="1", lines=[line.key], by=policy.SYSTEM, at=clock.now()).key
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with subprocess.Popen([sys.executable, "-c", SERVE, str(port)]) as process:
        try:
            took = _rounds(port, line.place, desk, line.key)
        finally:
            process.send_signal(signal.SIGTERM)
    return {"slowest": max(took), "middle": median(took)}


def _rounds(port: int, place: str, desk: str, line: str) -> Sequence[float]:
    from sagacity.kit import clock, policy
    from sagacity.reservations.queue import api as queue

    def calls() -> tuple[str, str]:
        at, by = clock.now(), policy.SYSTEM
        queue.issue(line=line, channel=queue.Channel.CLERK, client_key=str(uuid.uuid4()), by=by, at=at)
        called = queue.call_next(desk=desk, client_key=str(uuid.uuid4()), by=by, at=at)
        assert called is not None
        return called.key, called.number

    def ends(ticket: str) -> None:
        queue.end(ticket=ticket, client_key=str(uuid.uuid4()), by=policy.SYSTEM, at=clock.now())

    async def play() -> list[float]:
        screens = [await _screen(port, place) for _ in range(SCREENS)]
        took = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            ticket, number = await asyncio.to_thread(calls)
            await asyncio.gather(*(_hears(screen, number) for screen in screens))
            took.append(time.perf_counter() - start)
            await asyncio.to_thread(ends, ticket)
        for _reader, writer in screens:
            writer.close()
        return took

    return asyncio.run(play())


Screen = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _screen(port: int, place: str) -> Screen:
    """A screen that listens and has the first board; waits until the house answers."""
    for _ in range(600):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
            continue
        writer.write(f"GET /live/queue/{place} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        await reader.readuntil(b"data: ")
        return reader, writer
    raise RuntimeError("the house did not start")


async def _hears(screen: Screen, number: str) -> None:
    wanted = f'"called": [{{"number": "{number}"'.encode()
    while wanted not in await asyncio.wait_for(screen[0].readline(), 30):
        pass


if __name__ == "__main__":
    sandbox.open_house()
    print(json.dumps(_in_house()))  # noqa: T201 - read by the bench that started this process
