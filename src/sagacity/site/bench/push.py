"""Push to 80,000 browsers: encrypted, delivered by two real workers, each exactly once."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sagacity.site.bench import Figure, sandbox

BROWSERS = 80_000
WORKERS = 2
ENCRYPTED = 8_000
GOAL_ENCRYPT = 8_000  # a second of one processor
PATIENCE = 900.0


def measure() -> Iterator[Figure]:
    with sandbox.house() as folder:
        encrypted = sandbox.in_own_process(__name__, "encrypt", folder=folder)
    about = f"{ENCRYPTED:,} messages of 480 bytes, RFC 8291 aes128gcm, one key (goal ≥ {GOAL_ENCRYPT:,})"
    yield Figure("push.encrypt_per_cpu_s", encrypted["rate"], "1/CPU-s", about, goal=8_000, at_least=True)
    with sandbox.house() as folder:
        found = sandbox.in_own_process(__name__, "fan_out", str(BROWSERS), folder=folder)
    once = f"{found['once']:,} of {found['browsers']:,} got exactly one message"
    assert found["once"] == found["browsers"], once
    about = (
        f"{BROWSERS:,} subscriptions, {WORKERS} workers, loopback push service, approval to last answer; "
        f"{once}, {found['requests']:,} requests; spread alone {found['spread']:.1f} s, "
        f"workers {found['cpu']:.0f} CPU-s, service {found['service_cpu']:.0f} CPU-s"
    )
    yield Figure("push.fanout_80k_s", found["seconds"], "s", about, goal=60)


def _encrypt() -> dict[str, float]:
    from sagacity.messaging.providers import rfc8291

    keys = [(rfc8291.decode(one["p256dh"]), rfc8291.decode(one["auth"])) for one in _keys(ENCRYPTED)]
    sender, message = rfc8291.Sender(), os.urandom(480)
    best = 0.0
    for _ in range(3):
        begun = time.process_time()
        for p256dh, auth in keys:
            sender.encrypt(message, p256dh=p256dh, auth=auth)
        best = max(best, len(keys) / (time.process_time() - begun))
    return {"rate": best}


def _fan_out(browsers: int) -> dict[str, float]:
    from sagacity.messaging.providers import demo_push, simulator

    os.environ["SAGACITY_PUSH_LOOPBACK"] = "1"
    sandbox.open_house()
    with simulator.push_service() as (service, origin):
        paths = [f"/push/{number}" for number in range(browsers)]
        service.mailboxes.update((path, demo_push.Mailbox()) for path in paths)
        people([origin + path for path in paths])
        with workers(WORKERS) as pids:
            notice = write_notice()
            cpu, own, begun = sum(map(_cpu, pids)), time.process_time(), time.monotonic()
            publish(notice)
            spread = _wait_until(_all_spread, since=begun)
            _wait_until(lambda: len(service.mailboxes) <= service.requests and _all_sent(), since=begun)
            seconds = time.monotonic() - begun
            cpu, own = sum(map(_cpu, pids)) - cpu, time.process_time() - own
        once = sum(len(box.waiting) == 1 for box in service.mailboxes.values())
    return {
        "seconds": seconds,
        "spread": spread,
        "browsers": browsers,
        "once": once,
        "requests": service.requests,
        "cpu": cpu,
        "service_cpu": own,
    }


@contextmanager
def workers(number: int) -> Iterator[list[int]]:
    """Real worker processes, ended afterwards."""
    started = [
        subprocess.Popen([sys.executable, "-m", "sagacity.site", "worker"], env=dict(os.environ))
        for _ in range(number)
    ]
    try:
        _wait_until(lambda: _workers_alive() >= number, since=time.monotonic())
        yield [one.pid for one in started]
    finally:
        for one in started:
            one.terminate()
        for one in started:
            one.wait(30)


def people(endpoints: Sequence[str]) -> None:
    from sagacity.kit import clock
    from sagacity.messaging import models
    from sagacity.messaging.endpoints import hash_of

    at, keys = clock.now(), _keys(len(endpoints))
    models.Person.objects.bulk_create(
        (
            models.Person(
                key=f"urn:ngsi-ld:Device:{number}",
                created_at=at,
                changed_at=at,
                quiet_from="00:00",
                quiet_until="00:00",
            )
            for number in range(len(endpoints))
        ),
        batch_size=2000,
    )
    rows = models.Person.objects.order_by("pk").values_list("pk", flat=True)
    models.Endpoint.objects.bulk_create(
        (
            models.Endpoint(
                person_id=person,
                channel="push",
                address=address,
                address_hash=hash_of(address),
                keys=key,
                state="active",
                created_at=at,
            )
            for person, address, key in zip(rows, endpoints, keys, strict=True)
        ),
        batch_size=2000,
    )


def _keys(number: int) -> list[dict[str, str]]:
    """Keys as browsers make them, each its own."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    from sagacity.messaging.providers import rfc8291

    made = []
    for _ in range(number):
        public = ec.generate_private_key(ec.SECP256R1()).public_key()
        raw = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        made.append({"p256dh": rfc8291.encode(raw), "auth": rfc8291.encode(os.urandom(16))})
    return made


def write_notice() -> str:
    from datetime import timedelta

    from sagacity.kit import clock, policy
    from sagacity.messaging import api as messaging

    at = clock.now()
    writer = policy.Person(key="urn:ngsi-ld:Staff:bench", name="計測", kind="staff")
    draft = messaging.Draft(
        title={"ja": "給水のお知らせ"},
        body={"ja": "断水のため、公民館に給水車が来ます。容器をお持ちください。" * 3},
        audience=messaging.Audience(),
        publish_at=at,
        expires_at=at + timedelta(days=1),
        loudness=messaging.Loudness.POPUP,
    )
    notice = messaging.write(client_key="bench", draft=draft, by=writer, at=at)
    messaging.submit(notice=notice.key, by=writer, at=at)
    return notice.key


def publish(notice: str) -> None:
    from sagacity.kit import clock, policy
    from sagacity.messaging import api as messaging

    second = policy.Person(key="urn:ngsi-ld:Staff:second", name="計測二", kind="staff")
    messaging.approve(notice=notice, by=second, at=clock.now())


def _all_spread() -> bool:
    from sagacity.messaging import models

    return not models.Notice.objects.filter(spread_at=None).exists()


def _all_sent() -> bool:
    from sagacity.messaging import models

    return not models.Delivery.objects.filter(state__in=("waiting", "sending")).exists()


def _workers_alive() -> int:
    from sagacity.kit.jobs import workers as kit_workers

    return len(kit_workers.all_workers())


def _cpu(pid: int) -> float:
    """Processor seconds of one process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _wait_until(true: Any, *, since: float) -> float:
    while not true():
        if time.monotonic() - since > PATIENCE:
            raise TimeoutError("the workers did not get there")
        time.sleep(0.2)
    return time.monotonic() - since


if __name__ == "__main__":
    said = _encrypt() if sys.argv[1] == "encrypt" else _fan_out(int(sys.argv[2]))
    print(json.dumps(said))  # noqa: T201 - read by the bench that started this process
