"""The audit log: CPU of one line as it is written, and lines followed a second when the chain is verified."""

import json
import time
from collections.abc import Iterator

from sagacity.site.bench import Figure, machine, sandbox

LINES = 100_000
BATCH = 500


def measure() -> Iterator[Figure]:
    with sandbox.house() as folder:
        found = sandbox.in_own_process(__name__, folder=folder)
    about = f"{LINES:,} lines, {machine.database()}"
    yield Figure("audit.append_ms", found["append_ms"], "ms CPU", f"{about}, {BATCH} a transaction", goal=0.1)
    yield Figure("audit.seal_per_cpu_s", found["sealed"], "/CPU-s", about)
    yield Figure("audit.verify_rows_per_s", found["verified"], "/CPU-s", about, goal=200_000, at_least=True)


def _in_house() -> dict[str, float]:
    from django.db import transaction

    from sagacity.kit import clock, policy
    from sagacity.kit.audit import api as audit

    clerk = policy.Person(key="urn:ngsi-ld:Staff:bench", name="測定", kind="staff", division="市民課")
    at, start = clock.now(), time.process_time()
    for first in range(0, LINES, BATCH):
        with transaction.atomic():
            for number in range(first, first + BATCH):
                audit.record(
                    actor=clerk,
                    action="register.read",
                    thing=f"urn:ngsi-ld:Inhabitant:{number}",
                    at=at,
                    purpose="住民票の交付のため",
                    subject=f"urn:ngsi-ld:Inhabitant:{number % 5000}",
                    group="four_facts",
                    channel="counter",
                )
    written = time.process_time()
    while audit.seal():
        pass
    sealed = time.process_time()
    broken = audit.verify()
    verified = time.process_time()
    assert not broken, f"a log nobody touched must hold: {broken[:3]}"
    return {
        "append_ms": (written - start) * 1000 / LINES,
        "sealed": LINES / (sealed - written),
        "verified": LINES / (verified - sealed),
    }


if __name__ == "__main__":
    sandbox.open_house()
    print(json.dumps(_in_house()))  # noqa: T201 - read by the bench that started this process
