"""Requests over kept connections, against servers that behave in every way a server may."""

import asyncio
import ssl
import threading
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from http.server import HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sagacity.broker.delivering.http_sender import HttpSender
from sagacity.broker.delivering.letter import Answer
from sagacity.broker.delivering.outgoing import HttpParcel
from sagacity.broker.delivering.targets import Targets
from sagacity.broker.delivering.testing import Receiver

Streams = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
NO_CONTENT = b"HTTP/1.1 204 No Content\r\n\r\n"


def parcel(port: int, *, timeout_ms: int = 0, scheme: str = "http", host: str = "127.0.0.1") -> HttpParcel:
    return HttpParcel("POST", f"{scheme}://{host}:{port}/", (("X-A", "b"),), b"hello", timeout_ms)


def send(answers: list[bytes], *, times: int, close: bool = False) -> tuple[list[Answer], int]:
    """Letters one after the other to a server that gives these answers; and how often it was called."""
    calls = 0
    left = list(answers)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal calls
        calls += 1
        while left and await _request(reader):
            writer.write(left.pop(0))
            await writer.drain()
            if close:
                break
        writer.close()

    async def main() -> list[Answer]:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        sender = HttpSender(Targets(loopback=True), timeout_ms=300)
        found = [await sender.send(parcel(port), key=str(number)) for number in range(times)]
        sender.close()
        server.close()
        return found

    return asyncio.run(main()), calls


async def _request(reader: asyncio.StreamReader) -> bool:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return False
    assert b"Content-Length: 5" in head
    assert await reader.readexactly(5) == b"hello"
    return True


def test_a_connection_is_kept_for_the_next_letter() -> None:
    assert send([NO_CONTENT] * 5, times=5) == ([Answer("none", 204)] * 5, 1)


def test_a_connection_the_other_side_closed_meanwhile_is_opened_anew() -> None:
    answers, calls = send([NO_CONTENT] * 3, times=3, close=True)

    assert answers == [Answer("none", 204)] * 3
    assert calls == 3


def test_a_connection_is_not_kept_when_the_answer_says_so() -> None:
    answer = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"

    assert send([answer] * 2, times=2, close=True) == ([Answer("none", 200)] * 2, 2)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_every_kind_of_answer_is_understood(answer: bytes) -> None:
    assert send([answer] * 2, times=2) == ([Answer("none", 200)] * 2, 1)


@pytest.mark.parametrize(
    ("status", "blame"),
    [(200, "none"), (204, "none"), (301, "letter"), (400, "letter"), (404, "letter"), (408, "endpoint"),
     (429, "endpoint"), (500, "endpoint"), (503, "endpoint")],
)  # fmt: skip
def test_the_status_says_whose_fault_it_is(status: int, blame: str) -> None:
    [answer], _ = send([b"HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n" % status], times=1)

    assert (answer.blame, answer.code) == (blame, status)


@pytest.mark.parametrize("nonsense", [b"hello there\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\nContent-Le"])
def test_nonsense_and_silence_are_the_endpoints_fault(nonsense: bytes) -> None:
    [answer], _ = send([nonsense], times=1, close=True)

    assert answer.blame == "endpoint"


def test_a_slow_receiver_is_left_in_time(receiver: Receiver) -> None:
    receiver.delay = 2

    async def main() -> Answer:
        sender = HttpSender(Targets(loopback=True), timeout_ms=60_000)
        return await sender.send(parcel(receiver.port, timeout_ms=100), key="1")

    assert asyncio.run(main()) == Answer("endpoint", 0, "no answer within 0.1 s")


def test_an_answer_without_end_is_cut_off() -> None:
    [answer], _ = send([b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n" + b"x" * 2_000_000], times=1)

    assert answer.blame == "endpoint"


def test_a_certificate_nobody_vouches_for_is_refused(
    receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.stop()
    certificate, server = _over_tls(receiver, tmp_path)

    async def main() -> Answer:
        sender = HttpSender(Targets(loopback=True), timeout_ms=2000)
        return await sender.send(parcel(receiver.port, scheme="https", host="localhost"), key="1")

    refused = asyncio.run(main())
    assert refused.blame == "endpoint"
    assert "certificate verify failed" in refused.reason

    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert asyncio.run(main()) == Answer("none", 204)
    server.shutdown()


def _over_tls(receiver: Receiver, folder: Path) -> tuple[Path, HTTPServer]:
    """The receiver again, behind a certificate for localhost that signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    server = receiver.server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, secret)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    receiver.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return certificate, server
