"""kill -9 of web, worker and database connection at random moments while people pay, take and give back.

Sixty moments in the suite; more by SAGACITY_KILLS, as in
`SAGACITY_KILLS=200 pytest -m slow src/sagacity/ledger/tests/test_money_under_fire.py`.
"""

import os
import random
import signal
import socket
import sys
import time
from collections import Counter
from functools import partial
from typing import Any

import pytest

from sagacity.kit.loopback import serving
from sagacity.kit.testing.house import House
from sagacity.ledger.providers.demo.sending import Sender
from sagacity.ledger.providers.demo.server import DemoPay
from sagacity.ledger.testing.company import API_KEY, SECRET
from sagacity.ledger.tests.payers_under_fire import Browser, Told, at_once, gives_back, pays, takes_cash

pytestmark = [
    pytest.mark.slow,
    pytest.mark.alone,
    pytest.mark.django_db,
    pytest.mark.skipif(sys.platform != "linux", reason="skipped: needs /proc, as Linux has it"),
]
MOMENTS = int(os.environ.get("SAGACITY_KILLS", "60"))
FIRE = "from pathlib import Path; from sagacity.ledger.tests import under_fire\n"
WORK = "from sagacity.kit.jobs.worker import work_forever\n"
RESIDENTS = 4
PAUSES = (0.02, 0.05, 0.1, 0.3, 0.5, 1, 2, 4, 8)


class Fire:
    """Somebody who kills at random moments, and counts what was hit."""

    def __init__(self, house: House, chance: random.Random) -> None:
        self.house, self.chance, self.hit = house, chance, Counter[str]()

    def burn(self, moments: int) -> None:
        targets = ["web", "web", "worker"]
        if self.house.database_url:
            targets.append("connection")
        while self.hit.total() < moments:
            time.sleep(self.chance.uniform(0.02, 0.3))
            target = self.chance.choice(targets)
            self.hit[target] += self._drop() if target == "connection" else self._kill(target)

    def _kill(self, name: str) -> bool:
        note = self.house.folder / f"{name}.pid"
        try:
            os.kill(int(note.read_text()), signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError, ValueError):
            return False
        return True

    def _drop(self) -> bool:
        """One connection of the city, any of them."""
        import psycopg

        with psycopg.connect(self.house.database_url, autocommit=True) as line:
            there = line.execute(
                "SELECT pid FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            ).fetchall()
            if not there:
                return False
            line.execute("SELECT pg_terminate_backend(%s)", [self.chance.choice(there)[0]])
        return True


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        free = int(any_port.getsockname()[1])
    monkeypatch.setenv("SAGACITY_PUBLIC_URL", f"http://localhost:{free}")
    monkeypatch.setenv("SAGACITY_ALLOWED_HOSTS", "localhost,testserver")
    return free


def test_nothing_accepted_is_lost_and_nothing_is_doubled(
    house: House, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(MOMENTS)
    company = DemoPay(API_KEY, SECRET, sender=Sender(SECRET, pauses=PAUSES), late=0.5)
    with serving(company):
        for name, value in (("URL", company.base), ("KEY", API_KEY), ("SECRET", SECRET)):
            monkeypatch.setenv(f"SAGACITY_PAYMENT_{name}", value)
        bills = max(10, MOMENTS // 3)
        cast = house.run(f"{FIRE}tell(under_fire.people(residents={RESIDENTS}, bills={bills}))")
        folder = f"Path({str(house.folder)!r})"
        house.start(f"{FIRE}under_fire.web({folder}, {port})")
        house.start(f"{WORK}{FIRE}under_fire.worker({folder}, work_forever)")
        told = Told()

        fire, people = Fire(house, chance), _begin(cast, port, told, chance)
        fire.burn(MOMENTS)
        for thread in people:
            thread.join(timeout=300)

        assert [thread for thread in people if thread.is_alive()] == []
        time.sleep(1)
        for _ in range(2):  # whatever a process had in hand when it was killed is asked about by the clock
            house.run(f"{FIRE}under_fire.settle_down()")
        standing = house.run(f"{FIRE}tell(under_fire.standing())")

    assert fire.hit.total() >= MOMENTS
    assert told.broken > MOMENTS // 20, "the kills met nobody at work"
    _is_whole(standing, told, company)


def _begin(cast: dict[str, Any], port: int, told: Told, chance: random.Random) -> list[Any]:
    """Every resident pays; one clerk takes cash; two give back what was paid."""
    taker, clerk, second = (
        Browser(port, cast["staff"][login], told) for login in ("taker", "keeper", "second")
    )

    def resident(one: dict[str, Any], own: random.Random) -> None:
        browser = Browser(port, one["cookies"], told)
        for bill in one["bills"]:
            pays(browser, bill, own)

    def cashier() -> None:
        for bill in cast["counter"]:
            takes_cash(taker, bill)

    def keepers() -> None:
        done: set[str] = set()
        end = time.monotonic() + 240
        while len(done) < 12 and time.monotonic() < end:
            for bill in sorted(told.cash | told.paid)[:40]:
                if bill not in done:
                    gives_back(clerk, second, bill, 100)
                    done.add(bill)
            time.sleep(0.1)

    acts = [partial(resident, one, random.Random(chance.random())) for one in cast["residents"]]
    return at_once(*acts, cashier, keepers)


def _is_whole(standing: dict[str, Any], told: Told, company: DemoPay) -> None:
    payments, refunds = standing["payments"], standing["refunds"]
    settled = {key: one for key, one in payments.items() if one["state"] == "settled"}
    by_bill = Counter(one["bill"] for one in settled.values())

    assert standing["holds"]
    assert standing["audit"] == []
    assert told.problems == []
    assert max(by_bill.values()) == 1
    assert told.paid | told.cash <= set(by_bill)  # what somebody was told is paid is paid
    assert {one["news"] for one in settled.values()} == {1}
    assert standing["events_twice"] == []
    # The company and the city say the same of every charge.
    for order, charge in company.charges.items():
        here = payments[order]
        assert (charge.paid > 0) == (here["state"] in {"settled", "questioned"}), here
        if here["state"] == "questioned":
            assert here["received"] == charge.paid
    went = {one["key"]: one for one in refunds}
    assert {one["state"] for one in refunds} == {"done"}
    assert max(Counter(one["payment"] for one in refunds).values()) == 1
    assert len(told.approved) <= len(refunds)
    there = {key: event for charge in company.charges.values() for key, event in charge.refunds.items()}
    assert {key for key, one in went.items() if payments[one["payment"]]["provider"] == "hosted"} == set(
        there
    )
    # The money stands where people put it.
    came = sum(charge.paid for charge in company.charges.values()) - sum(one.amount for one in there.values())
    assert standing["stands"]["provider"] == came
    cash = sum(one["amount"] for one in settled.values() if one["provider"] == "counter_cash")
    back = sum(one["amount"] for one in refunds if payments[one["payment"]]["provider"] == "counter_cash")
    assert standing["stands"]["till"] == cash - back
    assert len(told.paid) > 10
    assert len(told.cash) > 5
    assert len(refunds) > 5
