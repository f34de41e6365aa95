"""The simulated outside world is strict: what it takes, a real one would take too."""

import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from pytest_django import Settings

from sagacity.messaging.providers import chosen, demo, mail, vapid
from sagacity.messaging.providers.demo_push import Mailbox, PushService


def asks(address: str, headers: dict[str, str], body: bytes = b"x") -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, data=body, headers=named, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as problem:
        return problem.code


def test_a_push_service_looks_at_everything(push_world: tuple[PushService, str]) -> None:
    service, origin = push_world
    box = service.mailboxes["/push/strict"] = Mailbox()
    signer = vapid.Signer(ec.generate_private_key(ec.SECP256R1()), "mailto:a@example.jp")
    now = datetime.now(UTC)
    good = {
        "TTL": "60",
        "Content_Encoding": "aes128gcm",
        "Topic": "t",
        "Authorization": signer.authorization(origin, at=now),
    }

    def posts(body: bytes = b"x", **other: str) -> int:
        return asks(f"{origin}/push/strict", {**good, **other}, body)

    assert asks(f"{origin}/push/nobody", good) == 404
    no_ttl = {name: said for name, said in good.items() if name != "TTL"}
    assert asks(f"{origin}/push/strict", no_ttl) == 400
    assert posts(Content_Encoding="gzip") == 400
    assert posts(b"x" * 4097) == 413
    assert posts(Authorization="") == 403
    assert posts(Authorization=signer.authorization("https://other.example", at=now)) == 403
    assert posts(Authorization=good["Authorization"].replace("t=", "t=x")) == 403
    assert box.waiting == {}
    assert posts() == posts() == 201
    assert posts(Topic="other") == 201
    assert (len(box.waiting), box.replaced) == (2, 1)


@pytest.fixture
def outside(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    held = [socket.socket() for _ in range(3)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    push, post, line = (int(one.getsockname()[1]) for one in held)
    for one in held:
        one.close()
    settings.PUSH_LOOPBACK = True
    settings.MAIL_URL, settings.MAIL_FROM = f"smtp://127.0.0.1:{post}", "市 <a@example.jp>"
    settings.LINE_URL, settings.LINE_TOKEN, settings.LINE_SECRET = f"http://127.0.0.1:{line}", "demo", "demo"
    stop = threading.Event()
    ports = {"push": push, "mail": post, "line": line}
    thread = threading.Thread(
        target=demo.run, kwargs={**ports, "folder": tmp_path, "stop": stop}, daemon=True
    )
    thread.start()
    yield tmp_path
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


def test_the_demonstration_has_an_outside_world(outside: Path) -> None:
    for _ in range(100):
        if chosen.check_of("mail").ok and chosen.check_of("line").ok:
            break
    assert [chosen.check_of(channel).ok for channel in ("push", "mail", "line")] == [True, True, True]

    mail.send_code(address="hanako@example.jp", code="123456", language="ja")

    (path,) = outside.glob("*.eml")
    assert b"hanako@example.jp" in path.read_bytes()
