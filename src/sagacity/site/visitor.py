"""Somebody with a browser but no screen: asks for pages over HTTP, keeps cookies, fills in forms."""

import re
import secrets
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    address: str
    text: str

    @property
    def title(self) -> str:
        found = re.search(r"<title>(.*?)</title>", self.text, flags=re.DOTALL)
        return " ".join(unescape(found[1]).split()) if found else ""


class Visitor:
    """One browser session."""

    def __init__(self, port: int) -> None:
        self.home = f"http://localhost:{port}"
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        # No proxy: a demonstration is on this machine, whatever the surroundings say of the internet.
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies)

    def get(self, path: str) -> Answer:
        return self._ask(urllib.request.Request(self.home + path, headers={"Accept-Language": "ja"}))

    def send(
        self,
        to: str,
        *,
        seen_on: str = "",
        file: Path | None = None,
        oddly_named: Mapping[str, str] | None = None,
        **fields: str,
    ) -> Answer:
        """Open the page that holds a form, fill it in and send it; some fields have names with a hyphen."""
        page = seen_on or to
        token = TOKEN.search(self.get(page).text)
        kind, body = _form(
            {**fields, **(oddly_named or {}), "csrfmiddlewaretoken": token[1] if token else ""}, file
        )
        headers = {"Accept-Language": "ja", "Content-Type": kind, "Referer": self.home + page}
        return self._ask(urllib.request.Request(self.home + to, body, headers))

    def post(self, to: str, **fields: str) -> Answer:
        """Send a form that was opened before, with its token among the fields."""
        kind, body = _form(fields, None)
        headers = {"Accept-Language": "ja", "Content-Type": kind, "Referer": self.home + to}
        return self._ask(urllib.request.Request(self.home + to, body, headers))

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self.opener.open(request, timeout=60) as answer:
                return Answer(answer.status, answer.geturl(), answer.read().decode("utf-8", "replace"))
        except urllib.error.HTTPError as refusal:
            return Answer(refusal.code, request.full_url, refusal.read().decode("utf-8", "replace"))


def _form(fields: dict[str, str], file: Path | None) -> tuple[str, bytes]:
    """A form as a browser sends it; a file goes under the name of the data desk's field."""
    if file is None:
        return "application/x-www-form-urlencoded", urllib.parse.urlencode(fields).encode()
    edge = secrets.token_hex(16)
    head = f"--{edge}\r\nContent-Disposition: form-data; name="
    parts = [f'{head}"{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
    parts += [f'{head}"tables"; filename="{file.name}"\r\n\r\n'.encode(), file.read_bytes(), b"\r\n"]
    return f"multipart/form-data; boundary={edge}", b"".join([*parts, f"--{edge}--\r\n".encode()])
