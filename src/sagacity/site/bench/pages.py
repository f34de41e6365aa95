"""Asking the product for a page as the server does, inside one process."""

import gzip
import io
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

ASSET = re.compile(rb"""<(?:link|script)[^>]+(?:href|src)=["']?(/static/[^"' >]+\.(?:css|js))""")


@dataclass(frozen=True, slots=True)
class Page:
    status: str
    headers: dict[str, str]
    body: bytes

    @property
    def plain(self) -> bytes:
        return gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body

    @property
    def assets(self) -> list[str]:
        """The style sheets and scripts the page asks for before it can be used."""
        return sorted({found.decode() for found in ASSET.findall(self.plain)})


def get(path: str, *, cookie: str = "") -> Page:
    """One request through all of Django, with gzip as every browser asks for."""
    from sagacity.site.wsgi import application

    said: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
        said.update(status=status, headers={name.lower(): value for name, value in headers})
        return lambda _: None

    address, _, query = path.partition("?")
    answer: Iterable[bytes] = application(_surroundings(address, query, cookie), start)
    body = b"".join(answer)
    close = getattr(answer, "close", None)
    if close:
        close()
    return Page(said["status"], said["headers"], body)


def cpu_ms(path: str, *, rounds: int, before: Callable[[], None] = lambda: None, cookie: str = "") -> float:
    """Processor time of one request once everything is warm; `before` is done ahead of each."""
    for _ in range(20):
        get(path, cookie=cookie)
    start = time.process_time()
    for _ in range(rounds):
        before()
        get(path, cookie=cookie)
    return (time.process_time() - start) * 1000 / rounds


def _surroundings(path: str, query: str, cookie: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": cookie,
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_ACCEPT_LANGUAGE": "ja",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
