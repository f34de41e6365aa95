"""A running broker for tests: over real HTTP, once for each database, a tenant of its own for each test."""

import http.client
import itertools
import json
import os
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
import pytest
import uvicorn

from sagacity.broker.assembly import Service
from sagacity.broker.broker import Broker
from sagacity.broker.delivering.pace import Pace
from sagacity.broker.history.own_port import OwnPort
from sagacity.broker.settings import Settings

QUICK = Pace(first=100, longest=500, timeout=1000)  # pauses of delivery that a test can wait for
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    text: str
    headers: Mapping[str, str]  # names in lower case

    @property
    def json(self) -> Any:
        return json.loads(self.text)


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


class Running:
    """A broker in a thread of its own, on a free port of this machine."""

    def __init__(self, settings: Settings, *, port: int = 0) -> None:
        listener = socket.socket(proto=socket.IPPROTO_TCP)  # asyncio sends at once only where this is named
        listener.bind(("127.0.0.1", port))
        self.port: int = listener.getsockname()[1]
        self.service = Service(settings)
        config = uvicorn.Config(
            self.service, log_level="warning", access_log=False, lifespan="on", loop="asyncio", ws="none"
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, args=([listener],), daemon=True)

    def __enter__(self) -> "Running":
        self.thread.start()
        deadline = time.monotonic() + 30
        while not self.server.started:
            assert self.thread.is_alive(), "the broker did not start"
            assert time.monotonic() < deadline, "the broker did not start in time"
            time.sleep(0.01)
        return self

    def wait_until_begun(self) -> None:
        """Until the store answers and the platform has joined."""
        deadline = time.monotonic() + 30
        while not self.service.has_begun:
            assert time.monotonic() < deadline, "the platform did not join"
            time.sleep(0.01)

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(30)


class OwnProcess(Running):
    """A broker started from the command line."""

    def __init__(self, store: Path | str, *more: str) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "sagacity.broker", "--open", "--store", str(store)]
        self.process = subprocess.Popen([*command, "--port", str(self.port), *more])

    def __enter__(self) -> "OwnProcess":
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            except OSError:
                assert self.process.poll() is None, "the broker did not start"
                assert time.monotonic() < deadline, "the broker did not start in time"
                time.sleep(0.05)

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(30)


class HistoryPort(Running):
    """The history of a running broker on a further port."""

    def __init__(self, service: Service) -> None:
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        self.service = service
        config = uvicorn.Config(
            OwnPort(service), log_level="warning", lifespan="off", loop="asyncio", ws="none"
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, args=([listener],), daemon=True)


class City:
    """One tenant of a running broker, spoken to over HTTP."""

    def __init__(self, running: Running, *, tenant: str, key: str = "") -> None:
        self.running = running
        self.tenant = tenant
        self.key = key
        self.connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=30)

    @property
    def broker(self) -> Broker:
        return self.running.service.broker

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.running.port}"

    def get(self, path: str, **rest: Any) -> Answer:
        return self.ask("GET", path, **rest)

    def post(self, path: str, **rest: Any) -> Answer:
        return self.ask("POST", path, **rest)

    def put(self, path: str, **rest: Any) -> Answer:
        return self.ask("PUT", path, **rest)

    def patch(self, path: str, **rest: Any) -> Answer:
        return self.ask("PATCH", path, **rest)

    def delete(self, path: str, **rest: Any) -> Answer:
        return self.ask("DELETE", path, **rest)

    def ask(
        self,
        method: str,
        path: str,
        *,
        json: Any = None,
        body: bytes | str | None = None,
        headers: Mapping[str, str | None] | None = None,
        **query: Any,
    ) -> Answer:
        """Send one request; a header given as None is left out, further names are parameters."""
        sent: dict[str, str | None] = {"Fiware-Service": self.tenant}
        if self.key:
            sent["X-API-Key"] = self.key
        if json is not None:
            body = _dumps(json)
            sent["Content-Type"] = "application/json"
        sent |= headers or {}
        address = path + ("?" + urlencode(query, quote_via=quote) if query else "")
        kept = {name: value for name, value in sent.items() if value is not None}
        return self._send(method, address, body, kept)

    def _send(self, method: str, address: str, body: bytes | str | None, headers: dict[str, str]) -> Answer:
        raw = body.encode() if isinstance(body, str) else body
        try:
            self.connection.request(method, address, raw, headers)
            response = self.connection.getresponse()
        except http.client.RemoteDisconnected:
            if method != "GET":
                raise
            # Kept too long beside a crowd: whoever only asks connects again, as every client does.
            self.connection.close()
            self.connection.request(method, address, raw, headers)
            response = self.connection.getresponse()
        text = response.read().decode()
        return Answer(response.status, text, {name.lower(): value for name, value in response.getheaders()})


def _dumps(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def own_database(kind: str, folder: Path) -> Iterator[str]:
    """A database nobody else uses: a file, or one on the server, dropped at the end."""
    if kind == "sqlite":
        yield str(folder / "broker.sqlite3")
        return
    server = os.environ.get("SAGACITY_TEST_DATABASE_URL", "")
    if not server:
        pytest.skip("no PostgreSQL (set SAGACITY_TEST_DATABASE_URL)")
    name = f"broker_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield f"{server.rpartition('/')[0]}/{name}"
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def broker_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty database, once for each kind."""
    yield from own_database(request.param, tmp_path_factory.mktemp("broker"))


@pytest.fixture(scope="session")
def running_broker(broker_store: str) -> Iterator[Running]:
    """An open broker on that database; it lives as long as the tests."""
    with Running(Settings(store=broker_store, open=True, pace=QUICK)) as running:
        yield running


@pytest.fixture
def city(running_broker: Running) -> Iterator[City]:
    """A tenant nobody else writes to."""
    found = City(running_broker, tenant=f"t{os.getpid()}_{next(_numbers)}")
    yield found
    found.connection.close()
