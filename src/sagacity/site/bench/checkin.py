"""Check-in: 10,000 entries that two devices wrote without a network, taken in and put together."""

import json
import random
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta

from sagacity.site.bench import Figure, machine, sandbox

ENTRIES = 10_000
PEOPLE = 6_000
AT_ONCE = 500  # entries in one request of a device


def measure() -> Iterator[Figure]:
    with sandbox.house() as folder:
        found = sandbox.in_own_process(__name__, folder=folder)
    about = (
        f"{ENTRIES:,} entries of {PEOPLE:,} people, two shelters, {AT_ONCE} a request, {machine.database()}"
    )
    yield Figure("checkin.merge_10k_s", found["merge"], "s", about, goal=5)
    yield Figure("checkin.merge_10k_cpu_s", found["cpu"], "s CPU", about)
    yield Figure("checkin.resend_10k_s", found["again"], "s", f"{about}, sent once more")


def _in_house() -> dict[str, float]:
    from sagacity.checkin import api as checkin
    from sagacity.kit import clock, policy

    at, dice = clock.now(), random.Random(1)
    devices = []
    for name in ("school", "hall"):
        reception = checkin.open_reception(
            subject=f"urn:ngsi-ld:Place:{name}",
            title=name,
            purpose=checkin.Purpose.SHELTER,
            by=policy.SYSTEM,
            at=at,
        )
        devices.append(checkin.enrol_device(reception=reception.key, name=name, by=policy.SYSTEM, at=at).key)
    written: dict[str, list[checkin.Entry]] = {device: [] for device in devices}
    for number in range(ENTRIES):
        box = written[devices[number % 2]]
        box.append(
            checkin.Entry(
                uuid=str(uuid.UUID(int=dice.getrandbits(128), version=4)),
                counter=len(box) + 1,
                clock=at - timedelta(seconds=ENTRIES - number),
                kind=checkin.Kind.CHECK_OUT if dice.random() < 0.2 else checkin.Kind.CHECK_IN,
                way=checkin.Way.CODE,
                card=f"card-{dice.randrange(PEOPLE)}",
            )
        )

    def send() -> None:
        for device, box in written.items():
            for start in range(0, len(box), AT_ONCE):
                entries = box[start : start + AT_ONCE]
                checkin.receive(device=device, entries=entries, clock=at, by=policy.SYSTEM, at=at)

    start, cpu = time.perf_counter(), time.process_time()
    send()
    merged, used = time.perf_counter(), time.process_time()
    stays = [stay for row in checkin.receptions() for stay in checkin.stays(reception=row.key)]
    kept = sum(len(stay.entries) for stay in stays)
    assert kept == ENTRIES, f"{kept} of {ENTRIES} entries are in a stay"
    before = time.perf_counter()
    send()
    return {"merge": merged - start, "cpu": used - cpu, "again": time.perf_counter() - before}


if __name__ == "__main__":
    sandbox.open_house()
    print(json.dumps(_in_house()))  # noqa: T201 - read by the bench that started this process
