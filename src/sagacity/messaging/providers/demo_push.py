"""A push service for demonstrations and tests (RFC 8030): real requests and signatures, on this machine.

It keeps what waits for each simulated browser; a message of a Topic replaces the one before it.
"""

import asyncio
import base64
import json
import secrets
import time
from collections import deque
from dataclasses import dataclass, field
from typing import cast

import httptools
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

_REASONS = {
    200: "OK", 201: "Created", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    410: "Gone", 413: "Payload Too Large", 429: "Too Many Requests", 500: "Internal Server Error",
    503: "Service Unavailable",
}  # fmt: skip
LARGEST = 4096
SILENCE = 0  # an "answer" that never comes


@dataclass(frozen=True, slots=True)
class Answer:
    """How the service is told to behave at the next request for one browser."""

    status: int
    retry_after: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What waits for a browser: encrypted, with the headers that came with it."""

    body: bytes
    ttl: int
    urgency: str
    topic: str


@dataclass(slots=True)
class Mailbox:
    """One simulated browser, as its push service sees it."""

    waiting: dict[str, Message] = field(default_factory=dict)  # by topic
    answers: deque[Answer] = field(default_factory=deque)  # for the next requests; then 201
    always: Answer | None = None
    requests: int = 0
    replaced: int = 0


@dataclass(slots=True)
class PushService:
    """Everything the service knows; tests look in and tell it how to answer."""

    mailboxes: dict[str, Mailbox] = field(default_factory=dict)
    good_tokens: dict[str, float] = field(default_factory=dict)
    requests: int = 0
    connections: int = 0

    def take(self, path: str, headers: dict[bytes, bytes], body: bytes, origin: str) -> Answer:
        """Answer one request to push."""
        self.requests += 1
        box = self.mailboxes.get(path)
        if box is None:
            return Answer(404)
        box.requests += 1
        told = box.answers.popleft() if box.answers else box.always
        if told is not None and told.status not in {200, 201, 202}:
            return told
        if b"ttl" not in headers or headers.get(b"content-encoding") != b"aes128gcm":
            return Answer(400)
        if len(body) > LARGEST:
            return Answer(413)
        if not self._signed(headers.get(b"authorization", b"").decode("ascii", "replace"), origin):
            return Answer(403)
        topic = headers.get(b"topic", b"").decode("ascii", "replace") or secrets.token_hex(8)
        if topic in box.waiting:
            box.replaced += 1
        urgency = headers.get(b"urgency", b"normal").decode("ascii", "replace")
        box.waiting[topic] = Message(body, int(headers[b"ttl"]), urgency, topic)
        return told or Answer(201)

    def _signed(self, authorization: str, origin: str) -> bool:
        """Whether the sender proved who they are (RFC 8292); a token is looked at once."""
        until = self.good_tokens.get(authorization)
        if until is None:
            until = self.good_tokens[authorization] = _good_until(authorization, origin)
        return time.time() < until


class _Connection(asyncio.Protocol):
    """One connection of http/1.1, kept open; as little as a push service needs."""

    def __init__(self, service: PushService, origin: str) -> None:
        self._service, self._origin = service, origin
        self._parser = httptools.HttpRequestParser(self)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by its class
        self._service.connections += 1

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self._transport.close()

    def on_message_begin(self) -> None:
        self._headers: dict[bytes, bytes] = {}
        self._body = b""
        self._url = b""

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self._headers[name.lower()] = value

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        path = self._url.decode("ascii", "replace")
        if self._parser.get_method() == b"POST":
            answer = self._service.take(path, self._headers, self._body, self._origin)
            if answer.status != SILENCE:
                self._answer(answer)
        elif self._parser.get_method() == b"GET" and path in self._service.mailboxes:
            self._answer(Answer(200), _as_json(self._service.mailboxes[path]))
        elif self._parser.get_method() == b"PUT" and path.startswith("/push/"):
            self._service.mailboxes.setdefault(path, Mailbox())
            self._answer(Answer(201))
        else:
            self._answer(Answer(404))

    def _answer(self, answer: Answer, body: bytes = b"") -> None:
        more = f"Retry-After: {answer.retry_after}\r\n" if answer.retry_after else ""
        reason = _REASONS.get(answer.status, "Whatever")
        head = f"HTTP/1.1 {answer.status} {reason}\r\n{more}Content-Length: {len(body)}\r\n\r\n"
        self._transport.write(head.encode("ascii") + body)


async def serve(service: PushService, *, port: int = 0) -> tuple[asyncio.Server, str]:
    """Begin to answer on loopback; says the address before "/push/…"."""
    loop = asyncio.get_running_loop()
    origins: list[str] = []
    server = await loop.create_server(
        lambda: _Connection(service, origins[0]), "127.0.0.1", port, backlog=512
    )
    origins.append(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    return server, origins[0]


def _as_json(box: Mailbox) -> bytes:
    """What a simulated browser fetches: its messages, still encrypted."""
    waiting = [
        {
            "body": base64.b64encode(one.body).decode(),
            "urgency": one.urgency,
            "topic": one.topic,
            "ttl": one.ttl,
        }
        for one in box.waiting.values()
    ]
    return json.dumps(waiting).encode()


def _good_until(authorization: str, origin: str) -> float:
    """Until when a token proves its sender to us; 0 when it proves nothing."""
    try:
        scheme, _, rest = authorization.partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        head, claims, signature = parts["t"].split(".")
        said, raw = json.loads(_bytes(claims)), _bytes(signature)
        r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(parts["k"]))
        key.verify(encode_dss_signature(r, s), f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
        fits = scheme == "vapid" and said["aud"] == origin and said["exp"] < time.time() + 24 * 3600
        return float(said["exp"]) if fits else 0
    except (InvalidSignature, ValueError, KeyError, TypeError):
        return 0


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
