"""Somebody at a browser, over HTTP: keeps cookies and the connection, sends forms with their token."""

import http.client
import json
import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

TOKEN = "csrfmiddlewaretoken"


@dataclass(frozen=True, slots=True)
class Seen:
    """What came back."""

    status: int
    leads_to: str
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def hidden(self, name: str) -> str:
        """The value of a hidden field."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        if found is None:
            raise RuntimeError(f"no field {name!r} in an answer of {self.status}: {self.text[:300]}")
        return found[1]


class Visitor:
    """One browser with the cookies it begins with."""

    def __init__(self, port: int, cookies: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = SimpleCookie(cookies)
        self.token = ""

    def opens(self, path: str) -> Seen:
        return self._asks("GET", path)

    def sends(self, path: str, **fields: str) -> Seen:
        """A form with the token of the page before it."""
        said = {**fields, TOKEN: self.token}
        return self._asks("POST", path, urlencode(said), "application/x-www-form-urlencoded")

    def asks(self, path: str, said: dict[str, Any]) -> dict[str, Any]:
        """As a program does."""
        seen = self._asks("POST", path, json.dumps(said), "application/json")
        if seen.status >= 300:
            raise RuntimeError(f"{path} answered {seen.status}: {seen.text[:300]}")
        return dict(json.loads(seen.body))

    def _asks(self, method: str, path: str, body: str | None = None, kind: str = "") -> Seen:
        headers = {"Cookie": "; ".join(f"{one.key}={one.value}" for one in self.cookies.values())}
        if body is not None:
            headers |= {"Content-Type": kind, "X-CSRFToken": self.token}
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.cookies.load(line)
        if found := re.search(rf'name="{TOKEN}" value="([^"]+)"'.encode(), content):
            self.token = found[1].decode()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path} answered {answer.status}: {content[:600]!r}")
        return Seen(answer.status, answer.headers.get("Location", ""), content)
