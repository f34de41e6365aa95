"""Payments a second, each on the disk when it is answered, with one and with eight at once."""

import json
import sys
import threading
import time
from collections.abc import Iterator

from sagacity.site.bench import Figure, machine, sandbox

PAYMENTS = 4_000


def measure() -> Iterator[Figure]:
    for clients in (1, 8):
        with sandbox.house() as folder:
            found = sandbox.in_own_process(__name__, str(clients), folder=folder)
        about = f"{clients} at once, {PAYMENTS} payments, written through, {machine.database()}"
        yield Figure("ledger.payments_per_s", found["per_s"], "/s", about, goal=500, at_least=True)
        yield Figure("ledger.payment_cpu_ms", found["cpu_ms"], "ms", about)


def _in_house(clients: int) -> dict[str, float]:
    from sagacity.ledger import api as ledger
    from sagacity.ledger.api import AccountKind

    till, income = _account("till", AccountKind.TILL), _account("income", AccountKind.INCOME)
    ready = threading.Barrier(clients + 1)
    people = [
        threading.Thread(target=_pay, args=[me, PAYMENTS // clients, till, income, ready])
        for me in range(clients)
    ]
    for person in people:
        person.start()
    ready.wait()
    start, cpu = time.monotonic(), time.process_time()
    for person in people:
        person.join()
    elapsed, spent = time.monotonic() - start, time.process_time() - cpu
    assert ledger.account(code="till").balance == PAYMENTS // clients * clients * 300
    assert ledger.trial_balance().holds
    return {"per_s": PAYMENTS / elapsed, "cpu_ms": spent / PAYMENTS * 1000}


def _account(code: str, kind: str) -> str:
    from sagacity.kit import clock, policy
    from sagacity.ledger import api as ledger

    kind = ledger.AccountKind(kind)
    return ledger.open_account(code=code, kind=kind, title=code, by=policy.SYSTEM, at=clock.now()).key


def _pay(me: int, many: int, till: str, income: str, ready: threading.Barrier) -> None:
    from django.db import connection

    from sagacity.kit import clock, policy
    from sagacity.kit.money import yen
    from sagacity.ledger import api as ledger

    connection.ensure_connection()
    ready.wait()
    for number in range(many):
        ledger.post(
            client_key=f"{me}-{number}",
            moves=[ledger.Move(till, income, yen(300))],
            by=policy.SYSTEM,
            at=clock.now(),
        )
    connection.close()


if __name__ == "__main__":
    sandbox.open_house()
    print(json.dumps(_in_house(int(sys.argv[1]))))  # noqa: T201 - read by the bench that started this process
