import asyncio
from collections.abc import Callable, Iterable
from typing import Any, cast

import pytest
from a2wsgi import WSGIMiddleware

from sagacity.site import asgi, environment
from sagacity.site.proxies import FORWARDED, Application, Proxies, Receive, Scope, Send, believing

PROXY, INNER, RESIDENT, LIAR = "10.0.0.1", "10.0.0.2", "203.0.113.7", "198.51.100.9"
OURS = ("10.0.0.0/24", "2001:db8:ffff::/48")


def _seen(
    *headers: tuple[str, str], client: str = PROXY, header: str = "X-Forwarded-For", kind: str = "http"
) -> Scope:
    """What an application behind the front door is told of a request."""
    told: list[Scope] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        told.append(scope)

    door: Application = believing(application, Proxies(OURS, header=header))
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    scope = {"type": kind, "scheme": "http", "client": (client, 4711), "headers": raw}
    asyncio.run(door(scope, None, None))  # type: ignore[arg-type]
    return told[0]


def _asker(*headers: tuple[str, str], client: str = PROXY, header: str = "X-Forwarded-For") -> str:
    return str(_seen(*headers, client=client, header=header)["client"][0])


@pytest.mark.parametrize(
    "said",
    [
        RESIDENT,
        f"{RESIDENT}:51234",
        f"{LIAR}, {RESIDENT}",
        f"{LIAR},{RESIDENT}, {INNER}",
        f"{INNER}, {RESIDENT}",
        f"::ffff:{RESIDENT}",
        f"unknown, {RESIDENT}",
        "x" * 100_000 + f", {RESIDENT}",
        f"{LIAR}, " * 5000 + RESIDENT,
    ],
    ids=range(9),
)
def test_a_proxy_of_ours_says_who_asks_and_what_the_caller_wrote_before_is_not_believed(said: str) -> None:
    assert _asker(("x-forwarded-for", said)) == RESIDENT


def test_what_comes_in_several_lines_is_one_list() -> None:
    assert _asker(("x-forwarded-for", LIAR), ("x-forwarded-for", RESIDENT)) == RESIDENT


@pytest.mark.parametrize("said", ["", "unknown", "_hidden", "999.1.1.1", "<script>", "a" * 100_000, ",,,"])
def test_a_proxy_that_does_not_say_it_is_itself_the_asker(said: str) -> None:
    assert _asker(("x-forwarded-for", said)) == PROXY
    assert _asker(("forwarded", f"for={said}"), header=FORWARDED) == PROXY


@pytest.mark.parametrize("name", ["x-forwarded-for", "forwarded"])
@pytest.mark.parametrize("header", ["X-Forwarded-For", FORWARDED])
def test_nobody_else_is_believed_and_nothing_behind_the_door_sees_it(name: str, header: str) -> None:
    headers = ((name, f"for={RESIDENT}"), ("x-forwarded-proto", "https"), ("host", "city"))

    told = _seen(*headers, client=LIAR, header=header)

    assert told["client"] == (LIAR, 4711)
    assert told["scheme"] == "http"
    assert told["headers"] == [(b"host", b"city")]


def test_only_the_header_that_our_proxy_writes_is_believed() -> None:
    both = (("x-forwarded-for", RESIDENT), ("forwarded", f"for={LIAR}"))

    assert _asker(*both) == RESIDENT
    assert _asker(*both, header=FORWARDED) == LIAR


@pytest.mark.parametrize(
    ("said", "asker"),
    [
        (f"for={RESIDENT}", RESIDENT),
        (f'For="{RESIDENT}:4711";proto=https;by=_edge', RESIDENT),
        ('for="[2001:db8::17]:4711"', "2001:db8::17"),
        (f"for={LIAR}, for={RESIDENT};proto=https, for={INNER}", RESIDENT),
        (f'for={LIAR};x="', PROXY),
        (f'for={LIAR};x=", for="[2001:db8::17]"', PROXY),
        (f'for="{LIAR}\\", for={RESIDENT}', PROXY),
        (f'for="a, for={LIAR}", for={RESIDENT}', RESIDENT),
        (f"for={LIAR} for={LIAR}", PROXY),
    ],
)
def test_forwarded_is_read_as_its_standard_says_and_a_trick_gains_nothing(said: str, asker: str) -> None:
    assert _asker(("forwarded", said), header=FORWARDED) == asker


def test_the_scheme_is_the_one_residents_use() -> None:
    https = ("x-forwarded-for", RESIDENT), ("x-forwarded-proto", "http, https")
    chain = ("forwarded", f"for={LIAR};proto=http, for={RESIDENT};proto=https, for={INNER};proto=http")

    assert _seen(*https)["scheme"] == "https"
    assert _seen(*https, kind="websocket")["scheme"] == "wss"
    assert _seen(("x-forwarded-proto", "javascript"))["scheme"] == "http"
    assert _seen(chain, header=FORWARDED)["scheme"] == "https"


@pytest.mark.parametrize("path", ["/apps/", "/v2/entities"])
def test_pages_and_the_data_platform_are_told_alike(path: str) -> None:
    def page(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])
        return [f"{environ['REMOTE_ADDR']} {environ['wsgi.url_scheme']}".encode()]

    async def raw(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": f"{scope['client'][0]} {scope['scheme']}".encode()})

    said: list[bytes] = []

    async def receive() -> asgi.Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: asgi.Message) -> None:
        said.append(message.get("body", b""))

    pages = cast(asgi.Application, WSGIMiddleware(cast(Any, page), workers=1))
    door = believing(asgi.make(pages=pages, upload_limit=1, raw={"/v2/": raw}), Proxies(OURS))
    headers = [(b"x-forwarded-for", f"{LIAR}, {RESIDENT}".encode()), (b"x-forwarded-proto", b"https")]
    request = {"type": "http", "method": "GET", "path": path, "query_string": b"", "http_version": "1.1"}
    scope = {**request, "scheme": "http", "client": (PROXY, 1), "server": ("city", 80), "headers": headers}

    asyncio.run(door(scope, receive, send))  # type: ignore[arg-type]

    assert b"".join(said).decode() == f"{RESIDENT} https"


def test_a_proxy_is_written_as_an_address_or_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAGACITY_PROXIES", "10.0.0.1, proxy.example.jp")

    with pytest.raises(environment.BrokenSetting, match=r"proxy\.example\.jp"):
        environment.proxies()
