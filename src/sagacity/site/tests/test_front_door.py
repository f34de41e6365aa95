import asyncio
import hashlib
from collections.abc import Callable, Iterable
from typing import Any, cast

from a2wsgi import WSGIMiddleware

from sagacity.site import asgi, bodies

Start = Callable[[str, list[tuple[str, str]]], object]
LIMIT = 4 * 1024 * 1024


def _digest(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """A page that reads all that was sent and answers its length and digest."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start("200 OK", [("Content-Type", "text/plain")])
    return [f"{len(body)} {hashlib.sha256(body).hexdigest()}".encode()]


def _door() -> asgi.Application:
    pages = WSGIMiddleware(cast(Any, _digest), workers=1)
    return asgi.make(pages=cast(asgi.Application, pages), upload_limit=LIMIT)


def _ask(
    path: str, pieces: list[bytes], *, announced: int | None = None, hangs_up: bool = False
) -> tuple[int, bytes]:
    """Send a request in pieces; answers status and body, or (0, b"") when nothing came back."""
    said: list[asgi.Message] = []
    messages: list[asgi.Message] = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces) or hangs_up}
        for number, piece in enumerate(pieces, start=1)
    ]

    async def receive() -> asgi.Message:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: asgi.Message) -> None:
        said.append(message)

    size = sum(map(len, pieces)) if announced is None else announced
    headers = [(b"content-length", str(size).encode())] if size >= 0 else []
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "http_version": "1.1",
        "headers": headers,
    }
    asyncio.run(_run(scope, receive, send))
    status = next((message["status"] for message in said if message["type"] == "http.response.start"), 0)
    return status, b"".join(message.get("body", b"") for message in said)


async def _run(scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
    await _door()(scope, receive, send)


def test_a_page_receives_a_small_body_as_it_was_sent() -> None:
    status, said = _ask("/", [b"name=", b"hanako"])

    assert status == 200
    assert said == f"11 {hashlib.sha256(b'name=hanako').hexdigest()}".encode()


def test_a_body_that_went_over_the_disk_arrives_whole() -> None:
    pieces = [bytes([number % 251]) * 60_000 for number in range(50)]
    assert sum(map(len, pieces)) > bodies.IN_MEMORY

    _, said = _ask("/", pieces)

    whole = b"".join(pieces)
    assert said == f"{len(whole)} {hashlib.sha256(whole).hexdigest()}".encode()


def test_a_body_announced_as_too_large_is_refused_before_it_is_received() -> None:
    status, said = _ask("/", [b""], announced=LIMIT + 1)

    assert status == 413
    assert "4 MB までです" in said.decode()


def test_a_body_that_grows_too_large_without_saying_so_is_refused() -> None:
    status, _ = _ask("/", [b"x" * 1_000_000] * 5, announced=-1)

    assert status == 413


def test_no_page_is_made_for_a_sender_who_hung_up_half_way() -> None:
    assert _ask("/", [b"x" * 1000], announced=5000, hangs_up=True) == (0, b"")


def test_a_raw_application_answers_at_its_path_and_nowhere_else() -> None:
    assert _ask("/healthz/live", [b""]) == (200, b'{"status": "alive"}\n')
    assert _ask("/healthz/lively", [b""])[1].startswith(b"0 ")


def test_a_prefix_of_the_table_takes_everything_below_it() -> None:
    async def told(scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
        heard.append(scope["path"])

    async def page(scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
        heard.append("page")

    async def nothing() -> asgi.Message:
        return {"type": "http.request"}

    async def ignore(message: asgi.Message) -> None:
        return None

    heard: list[str] = []
    door = asgi.make(pages=page, upload_limit=LIMIT, raw={"/v2/": told})
    for path in ("/v2/entities", "/v20/"):
        asyncio.run(_call(door, {"type": "http", "path": path, "headers": []}, nothing, ignore))

    assert heard == ["/v2/entities", "page"]


async def _call(door: asgi.Application, scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
    await door(scope, receive, send)


def test_the_door_opens_and_closes_with_the_server() -> None:
    heard = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    said: list[str] = []

    async def receive() -> asgi.Message:
        return heard.pop(0)

    async def send(message: asgi.Message) -> None:
        said.append(message["type"])

    asyncio.run(_call(_door(), {"type": "lifespan"}, receive, send))

    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
