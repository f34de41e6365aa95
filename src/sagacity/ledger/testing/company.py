"""The demonstration's payment company for stories, and somebody who pays on its page."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, build_opener

from pytest_django import Settings

from sagacity.kit.loopback import serving
from sagacity.ledger.providers import signing
from sagacity.ledger.providers.demo.sending import Sender
from sagacity.ledger.providers.demo.server import DemoPay

__all__ = [
    "API_KEY",
    "SECRET",
    "DemoPay",
    "Page",
    "at_the_company",
    "connect",
    "looks_at",
    "payment_company",
    "signed",
]
API_KEY, SECRET = "an api key of the story", "a secret of the story"


@contextmanager
def payment_company(settings: Settings, *, pauses: tuple[float, ...] = ()) -> Iterator[DemoPay]:
    """The company in a thread, and a city that works with it; webhooks go out as the story says."""
    company = DemoPay(API_KEY, SECRET, sender=Sender(SECRET, pauses=pauses), late=0.5, soon=0.3)
    with serving(company):
        connect(settings, company.base)
        yield company


def connect(settings: Settings, address: str) -> None:
    """Let the city work with a company at this address."""
    settings.PAYMENT_URL, settings.PAYMENT_KEY, settings.PAYMENT_SECRET = address, API_KEY, SECRET


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Page:
    """What a page of the company answered."""

    text: str
    leads_to: str = ""

    @property
    def path(self) -> str:
        """The city's path it leads back to."""
        parts = urlsplit(self.leads_to)
        return f"{parts.path}?{parts.query}"

    @property
    def brings(self) -> dict[str, str]:
        """What the browser brings back."""
        return dict(parse_qsl(urlsplit(self.leads_to).query))


def at_the_company(address: str, *, mischief: str = "", act: str = "pay") -> Page:
    """Press a button on the payment page."""
    return _sent(address, {"act": act, "mischief": mischief, "brand": "PLUM"})


def looks_at(address: str) -> Page:
    return _sent(address, None)


def _sent(address: str, fields: dict[str, str] | None) -> Page:
    opener = build_opener(_Stay, ProxyHandler({}))
    try:
        answer = opener.open(address, urlencode(fields).encode() if fields else None, timeout=10)
    except HTTPError as problem:
        answer = problem
    with answer:
        return Page(answer.read().decode(), str(answer.headers.get("Location", "")))


def signed(said: object, *, at: datetime, secret: str = SECRET) -> tuple[bytes, dict[str, str]]:
    """A webhook as the company sends it, or as somebody who guesses the secret would: body and headers."""
    body = json.dumps(said).encode()
    return body, {signing.HEADER: signing.sign(secret, body, at=at)}
