"""The demonstration's authentication app in a thread, and a person who uses it with a browser."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, build_opener

from django.http import HttpResponse
from pytest_django import Settings

from sagacity.identity.testing import Actor
from sagacity.identity.verification import client_keys
from sagacity.identity.verification.providers.demo import CONNECT, DemoApp
from sagacity.identity.verification.providers.demo_cards import PIN, Mischief, TestCard, others
from sagacity.kit.loopback import serving
from sagacity.kit.openid import api as openid

HANAKO = TestCard(
    "hanako", "住民", "見本　花子", date(1985, 4, 1), "female", "例示県例示市本町二丁目３番５号"
)
CARDS = (HANAKO, *others(HANAKO))


@contextmanager
def card_app(settings: Settings, *, cards: tuple[TestCard, ...] = CARDS) -> Iterator[DemoApp]:
    """The app, and a city that is registered there."""
    settings.VERIFICATION_CLIENT_ID = "city"
    app = DemoApp(client_id="city", client_keys=client_keys.public_keys, cards=cards)
    with serving(app):
        settings.VERIFICATION_URL = app.issuer
        openid.forget_keyrings()
        yield app


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def at_the_app(address: str, *, card: str = "hanako", pin: str = PIN, mischief: str = "") -> str:
    """Choose a card and type its PIN; the address the app leads back to."""
    page = _sent(address).read().decode()
    request = re.search(r'name="request" value="([^"]+)"', page)
    assert request is not None, page
    there = address.split("/auth?")[0]
    chosen = _sent(f"{there}/card", {"request": request[1], "card": card, "mischief": mischief})
    if "Location" not in chosen.headers:
        chosen = _sent(f"{there}/pin", {"request": request[1], "pin": pin})
    return str(chosen.headers["Location"])


def _sent(address: str, fields: dict[str, str] | None = None) -> Any:
    from urllib.error import HTTPError

    opener = build_opener(_Stay, ProxyHandler({}))
    try:
        return opener.open(address, urlencode(fields).encode() if fields else None, timeout=10)
    except HTTPError as answer:
        return answer


class Verifier:
    """A resident on their way to the app and back."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def sets_out(self, **fields: str) -> str:
        """Press the button; the address the page leads to."""
        page = self.actor.sends("/me/verify/start/", **fields).content.decode()
        found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
        assert found is not None, page
        return found[1].replace("&amp;", "&")

    def comes_back(self, address: str, *, by: Actor | None = None) -> HttpResponse:
        """Open where the app leads, in this browser or another."""
        parts = urlsplit(address)
        return (by or self.actor).opens(f"{parts.path}?{parts.query}")

    def verifies(
        self, *, card: str = "hanako", pin: str = PIN, mischief: str = Mischief.NONE, **fields: str
    ) -> HttpResponse:
        """The whole way."""
        return self.comes_back(at_the_app(self.sets_out(**fields), card=card, pin=pin, mischief=mischief))


ToTheApp = Callable[[str], str]
TOKEN = f"{CONNECT}/token"
