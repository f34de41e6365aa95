"""kill -9 of web and worker, and connections that drop, while people apply, pay and decide."""

import os
import random
import signal
import time
from typing import Any

from sagacity.kit.testing.house import House

WALK = "from pathlib import Path; from sagacity.procedures.cases.testing import walk\n"
SLOWEST_START = 60.0


def kill_at(house: House, *, moments: int, most: int, seed: int = 0) -> dict[str, Any]:
    """End one of them at so many random moments; what came of it, once everything was sent again."""
    chance = random.Random(seed)
    folder = f"Path({str(house.folder)!r})"
    house.run(f"{WALK}walk.open_office()")
    parents = [
        house.start(f"{WALK}walk.stand_again({folder}, {what!r}, {most})") for what in ("web", "worker")
    ]
    killed = {"web": 0, "worker": 0, "connection": 0}
    kinds = list(killed) if house.database_url else ["web", "worker"]
    for _ in range(moments):
        kind = chance.choice(kinds)
        _wait_for_work(house)
        time.sleep(chance.uniform(0.0, 0.15))
        killed[kind] += _drop_connections(house) if kind == "connection" else _kill(house, kind)
    for parent in parents:
        house.kill(parent)
    for what in ("web", "worker"):
        _kill(house, what)
    lost = house.run(f"{WALK}tell(walk.lost({folder}))")
    told = house.run(f"{WALK}tell(len(walk.answered({folder})['submitted']))")
    return {
        "killed": killed,
        "lost": lost,
        "answered": told,
        **house.run(f"{WALK}tell(walk.finish(5))"),
    }


def _kill(house: House, what: str) -> int:
    """kill -9; whether there was somebody to kill."""
    try:
        os.kill(int((house.folder / f"{what}.pid").read_text()), signal.SIGKILL)
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return 1


def _wait_for_work(house: House) -> None:
    """Until somebody got another answer: the next moment shall be one of work."""
    before, end = _answers(house), time.monotonic() + SLOWEST_START
    while _answers(house) == before and time.monotonic() < end:
        time.sleep(0.005)


def _answers(house: House) -> int:
    return sum(path.stat().st_size for path in house.folder.glob("answered-*"))


def _drop_connections(house: House) -> int:
    """As when the database restarts: every connection of the house is gone."""
    import psycopg

    name = house.database_url.rsplit("/", 1)[1]
    with psycopg.connect(house.database_url, autocommit=True) as line:
        found = line.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = %s AND pid <> pg_backend_pid()",
            [name],
        )
        return int(found.rowcount > 0)
