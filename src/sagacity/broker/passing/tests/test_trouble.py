"""An Orion that is down, slow or says nonsense: quick answers in words, and no neighbour notices."""

import contextlib
import http.client
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sagacity.broker.passing import crossing
from sagacity.broker.passing.circuit import FAILURES
from sagacity.broker.passing.orions import Orions
from sagacity.broker.passing.testing import OK, PlainServer, said
from sagacity.broker.passing.testing import plain as plain
from sagacity.broker.settings import Settings
from sagacity.broker.testing import City, Running

ERROR = b'{"error":"InternalServerError","description":"Database Error"}'


@contextlib.contextmanager
def house_before(tmp_path: Path, url: str, *, timeout_ms: int = 5_000, at_once: int = 4) -> Iterator[City]:
    """Passes all but the tenant ``kept`` to that address."""
    orions = Orions(usual=url, of_tenant=(("kept", ""),), timeout_ms=timeout_ms, at_once=at_once, look_ms=0)
    with Running(Settings(store=str(tmp_path / "house.sqlite3"), open=True, orions=orions)) as running:
        city = City(running, tenant="passed")
        yield city
        city.connection.close()


@pytest.fixture
def city(tmp_path: Path, plain: PlainServer) -> Iterator[City]:
    with house_before(tmp_path, plain.url) as found:
        yield found


def nobody() -> str:
    """An address where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def test_an_orion_that_is_down_is_said_and_then_left_alone_for_a_while(tmp_path: Path) -> None:
    with house_before(tmp_path, nobody()) as city:
        answers = [city.get("/v2/entities") for _ in range(FAILURES + 1)]

    assert [answer.status for answer in answers] == [502] * FAILURES + [503]
    assert answers[0].json["error"] == "BadGateway"
    assert "nobody answers" in answers[0].json["description"]
    assert "127.0.0.1" not in answers[0].text + answers[-1].text
    assert answers[-1].headers["retry-after"]


def test_it_is_asked_again_after_its_rest(city: City, plain: PlainServer) -> None:
    plain.answer = b"nonsense\r\n\r\n"
    for _ in range(FAILURES):
        assert city.get("/v2/entities").status == 502
    assert city.get("/v2/entities").status == 503
    plain.answer = OK
    now = city.broker.clock()

    crossing.of(city.broker).wire(city.broker.settings.orions.all[0]).circuit.opens = now

    assert city.get("/v2/entities").status == 200
    assert city.get("/v2/entities").status == 200


def test_a_slow_orion_is_not_waited_for_for_ever(tmp_path: Path, plain: PlainServer) -> None:
    plain.free.clear()
    with house_before(tmp_path, plain.url, timeout_ms=300) as city:
        answer = city.post("/v2/entities", json={"id": "E", "type": "T"})

    assert (answer.status, answer.json["error"]) == (504, "GatewayTimeout")
    assert "may have been done" in answer.json["description"]


def test_while_it_keeps_everybody_waiting_neighbours_are_answered(tmp_path: Path, plain: PlainServer) -> None:
    plain.free.clear()
    with house_before(tmp_path, plain.url, timeout_ms=20_000) as city:
        waiting = [threading.Thread(target=_ask, args=(city,)) for _ in range(60)]
        for one in waiting:
            one.start()
        for _ in range(4):
            assert plain.came.acquire(timeout=10)

        kept = {"Fiware-Service": "kept"}
        assert city.post("/v2/entities", json={"id": "E", "type": "T"}, headers=kept).status == 201
        assert city.get("/v2/entities/E", headers=kept).status == 200
        assert len(plain.heard) == 4

        plain.free.set()
        for one in waiting:
            one.join(20)
        assert not any(one.is_alive() for one in waiting)


def _ask(city: City) -> None:
    other = City(city.running, tenant="passed")
    other.get("/v2/entities")
    other.connection.close()


@pytest.mark.parametrize(
    "answer",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        said("200 OK", b"<script>alert(1)</script>", "text/html"),
        said("502 Bad Gateway", b"<html>nginx</html>", "text/html"),
        said("302 Found", b"", "text/plain", "Location: http://169.254.169.254/"),
        said("200 OK", b"\x1f\x8b", "application/json", "Content-Encoding: gzip"),
    ],
)
def test_nonsense_is_no_answer(city: City, plain: PlainServer, answer: bytes) -> None:
    plain.answer = answer

    found = city.get("/v2/entities")

    assert (found.status, found.json["error"]) == (502, "BadGateway")
    assert found.json["description"]


def test_what_an_orion_says_of_an_error_goes_on_word_for_word(city: City, plain: PlainServer) -> None:
    plain.answer = said("500 Internal Server Error", ERROR)

    found = city.get("/v2/entities")

    assert (found.status, found.text.encode()) == (500, ERROR)


def test_of_its_headers_only_those_for_clients_of_a_broker_go_on(city: City, plain: PlainServer) -> None:
    plain.answer = said(
        "201 Created",
        b"",
        "application/json",
        f"Location: {plain.url}/v2/entities/E?type=T",
        f"Link: <{plain.url}/ngsi-ld/v1/jsonldContexts/1>; rel=context",
        "Fiware-Total-Count: 7",
        "Set-Cookie: sessionid=stolen; Path=/",
        "Content-Security-Policy: default-src *",
        'Clear-Site-Data: "*"',
        "X-Next: 1",
        "Connection: keep-alive, X-Next",
        "Fiware-Correlator: not-this-one",
    )

    found = city.post("/v2/entities", json={"id": "E", "type": "T"}, headers={"Fiware-Correlator": "mine"})

    assert found.headers["location"] == "/v2/entities/E?type=T"
    assert found.headers["link"] == "</ngsi-ld/v1/jsonldContexts/1>; rel=context"
    assert found.headers["fiware-total-count"] == "7"
    assert found.headers["fiware-correlator"] == "mine"
    assert not {"set-cookie", "content-security-policy", "clear-site-data", "x-next"} & found.headers.keys()


def test_an_answer_that_breaks_off_is_not_passed_off_as_whole(city: City, plain: PlainServer) -> None:
    body = b"[" + b" " * 200_000
    plain.answer = said("200 OK", body + b"]" * 1000)[: -1000 - 50_000]
    plain.choose = lambda request: plain.answer.replace(b"Content-Length", b"content-length")

    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        city.get("/v2/entities")


def test_nothing_of_the_callers_credentials_or_connection_travels_on(city: City, plain: PlainServer) -> None:
    sent = {
        "X-API-Key": "secret-key",
        "Authorization": "Bearer secret-token",
        "Proxy-Authorization": "Basic secret",
        "Cookie": "sessionid=secret",
        "X-Forwarded-For": "1.2.3.4",
        "X-Forwarded-Host": "evil",
        "Connection": "close, Fiware-Service",
        "TE": "trailers",
        "Expect": "",
        "X-HTTP-Method-Override": "DELETE",
        "X-Auth-Token": "for-the-orion",
        "Accept": "application/json",
        "Fiware-ServicePath": "/a/#",
        "Fiware-Service": "PASSED",
    }

    assert city.get("/v2/entities", headers=sent, q="a==x y+z;b~=^1", other="dropped").status == 200

    line = plain.heard[0].split(b"\r\n", 1)[0].decode()
    assert line == "GET /v2/entities?q=a%3D%3Dx%20y%2Bz%3Bb~%3D%5E1 HTTP/1.1"
    headers = plain.headers()
    assert b"secret" not in plain.heard[0]
    assert headers.pop("Via").startswith("1.1 ")
    assert headers.pop("fiware-correlator")
    assert headers == {
        "Host": plain.url.removeprefix("http://"),
        "User-Agent": "sagacity",
        "Accept-Encoding": "identity",
        "accept": "application/json",
        "x-auth-token": "for-the-orion",
        "Fiware-Service": "passed",
        "Fiware-ServicePath": "/a/#",
    }


@pytest.mark.parametrize(
    "head",
    [
        b"GET /v2/entities?type=A&type=B HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET //v2/entities HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /v2/entities/../types HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /v2/entities/a%2f..%2fb HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /v2/entities/%2e%2e HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /v2/entities/a%00b HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /v2/entities/a%0d%0aX:%201 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /v2/entities HTTP/1.1\r\nHost: x\r\nX-Auth-Token: \xff\xfe\r\n\r\n",
        b"GET /v2/admin/log HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /v2/entities HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"
        b"\r\n0\r\n\r\nGET /",
        b"POST /v2/entities HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
        b"POST /v2/entities HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
        b"\r\n{]",
    ],
)
def test_what_is_malformed_never_reaches_the_orion(city: City, plain: PlainServer, head: bytes) -> None:
    with socket.create_connection(("127.0.0.1", city.running.port), timeout=10) as connection:
        connection.sendall(
            head.replace(b"Host: x\r\n", b"Host: x\r\nFiware-Service: passed\r\nConnection: close\r\n")
        )
        answer = connection.recv(65_536)

    assert answer.split(b" ")[1] in (b"400", b"404"), answer
    assert plain.heard == []


def test_too_large_or_too_deep_a_body_never_leaves(city: City, plain: PlainServer) -> None:
    deep = "[" * 10_000 + "]" * 10_000
    sent = {"Content-Type": "application/json"}

    assert city.ask("POST", "/v2/entities", body=deep, headers=sent).status == 400
    assert city.ask("POST", "/v2/entities", body="[" + " " * 1_100_000 + "]", headers=sent).status == 413
    assert city.get("/v2/entities", idPattern="(a+)+" * 500).status == 400
    assert plain.heard == []


def test_a_request_that_comes_round_is_stopped(city: City, plain: PlainServer) -> None:
    city.get("/v2/entities")
    via = plain.headers()["Via"]

    answer = city.get("/v2/entities", headers={"Via": via})

    assert answer.status == 400
    assert "circle" in answer.json["description"]
    assert len(plain.heard) == 1


def test_head_has_no_body_and_keeps_no_connection_busy(city: City, plain: PlainServer) -> None:
    for _ in range(10):
        assert city.ask("HEAD", "/v2/entities").status == 200

    assert all(request.startswith(b"GET ") for request in plain.heard)


def test_of_two_providers_in_one_body_the_checked_one_is_sent(city: City, plain: PlainServer) -> None:
    head = '{"dataProvided":{"entities":[{"idPattern":".*","type":"T"}]},'
    inside, fine = "http://169.254.169.254/v2", "http://127.0.0.1:1/v2"
    twice = '"provider":{"http":{"url":"%s"}},"provider":{"http":{"url":"%s"}}}'
    sent = {"Content-Type": "application/json"}

    assert city.post("/v2/registrations", body=head + twice % (fine, inside), headers=sent).status == 400
    assert plain.heard == []
    city.post("/v2/registrations", body=head + twice % (inside, fine), headers=sent)
    assert b"169.254" not in plain.heard[0]
