"""Somebody with a browser but no screen: asks for pages over HTTP, keeps cookies, fills in forms."""

import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from html import unescape
from http.cookiejar import CookieJar

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

    def send(self, path: str, **fields: str) -> Answer:
        """Open the page of a form, fill it in and send it."""
        token = TOKEN.search(self.get(path).text)
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token[1] if token else ""})
        headers = {"Accept-Language": "ja", "Referer": self.home + path}
        return self._ask(urllib.request.Request(self.home + path, body.encode(), headers))

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self.opener.open(request, timeout=60) as answer:
                return Answer(answer.status, answer.geturl(), answer.read().decode("utf-8", "replace"))
        except urllib.error.HTTPError as refusal:
            return Answer(refusal.code, request.full_url, refusal.read().decode("utf-8", "replace"))
