"""What is sent to harm: refused quickly and in words, and the next caller notices nothing."""

import socket

import pytest

from sagacity.broker.testing import City

CATASTROPHE = "(a+)+$"
MANY_A = "a" * 200 + "!"
DEEP = 10_000
HUGE = 100_000_000


@pytest.fixture(autouse=True)
def neighbour(city: City) -> None:
    """Somebody who only wants to read."""
    answer = city.post("/v2/entities", json={"id": MANY_A.rstrip("!"), "type": "T", "n": {"value": MANY_A}})
    assert answer.status == 201


def neighbour_reads(city: City) -> bool:
    return bool(city.get("/v2/entities", type="T").json[0]["n"]["value"] == MANY_A)


def test_a_pattern_that_explodes_elsewhere_is_answered_here(city: City) -> None:
    assert len(city.get("/v2/entities", idPattern=CATASTROPHE).json) == 1
    assert city.get("/v2/entities", type="T", q=f"n~={CATASTROPHE}").json == []
    assert neighbour_reads(city)


@pytest.mark.parametrize("pattern", ["(?=a)b", "(a", "a" * 5000, r"(a)\1"])
def test_a_pattern_that_cannot_be_used_is_refused(city: City, pattern: str) -> None:
    answer = city.get("/v2/entities", idPattern=pattern)

    assert (answer.status, answer.json["error"]) == (400, "BadRequest")
    assert neighbour_reads(city)


@pytest.mark.parametrize(
    "address", ["/v2/entities", "/v2/op/update", "/v2/subscriptions", "/ngsi-ld/v1/entities"]
)
@pytest.mark.parametrize("pair", ["[]", '{"a":}'])
def test_ten_thousand_levels_are_refused(city: City, address: str, pair: str) -> None:
    opening, closing = pair[:-1], pair[-1]
    body = opening * DEEP + ("1" if closing == "}" else "") + closing * DEEP
    answer = city.post(address, body=body, headers={"Content-Type": "application/json"})

    assert answer.status == 400
    assert neighbour_reads(city)


def test_a_hundred_megabytes_are_refused_before_they_are_read(city: City) -> None:
    with socket.create_connection(("127.0.0.1", city.running.port), timeout=30) as wire:
        head = (
            "POST /v2/entities HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            f"Content-Length: {HUGE}\r\n\r\n"
        )
        wire.sendall(head.encode())
        said = wire.recv(4096)

    assert b" 413 " in said.split(b"\r\n")[0]
    assert neighbour_reads(city)


def test_chunks_without_an_end_are_refused_too(city: City) -> None:
    chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", city.running.port), timeout=30) as wire:
        wire.sendall(
            b"POST /v2/entities HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        said = b""
        wire.settimeout(10)
        for _ in range(HUGE // 0x100000):
            try:
                wire.sendall(chunk)
            except OSError:
                break
        try:
            said = wire.recv(4096)
        except ConnectionResetError:
            said = b"HTTP/1.1 413 reset while speaking"

    assert b" 413 " in said.split(b"\r\n")[0]
    assert neighbour_reads(city)


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/x",
        "http://169.254.169.254/latest/meta-data",
        "http://192.168.1.1:8080/",
        "http://[fe80::1]/",
        "file:///etc/passwd",
        "http://0x0a000001/",
    ],
)
def test_a_notification_to_a_private_address_is_refused(city: City, url: str) -> None:
    subscription = {
        "subject": {"entities": [{"idPattern": ".*"}]},
        "notification": {"http": {"url": url}},
    }
    answer = city.post("/v2/subscriptions", json=subscription)

    assert answer.status == 400, answer.text
    assert neighbour_reads(city)
