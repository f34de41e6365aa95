"""The demonstration's authentication app: an OpenID provider with test cards instead of a phone.

It checks whatever the real one checks: client assertion and its single use, PKCE, redirect address, codes.
"""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from sagacity.identity.verification.providers import demo_checks, demo_pages, demo_tokens
from sagacity.identity.verification.providers.demo_cards import Mischief, TestCard, pin_for
from sagacity.identity.verification.providers.demo_requests import Request, Requests
from sagacity.identity.verification.providers.demo_signing import Signer

if TYPE_CHECKING:
    from aiohttp import web

CONNECT = "/realms/main/protocol/openid-connect"
MOST_PINS = 3
SLOW = 30.0  # seconds, longer than anybody waits


@dataclass(slots=True)
class DemoApp:
    """Everything the server knows; tests look in and tell it what to do."""

    client_id: str
    client_keys: Callable[[], dict[str, Any]]  # the city's public keys, as the app has them registered
    cards: tuple[TestCard, ...]
    base: str = ""
    redirect_uris: tuple[str, ...] = ()  # empty: any on loopback
    mischief: Mischief = Mischief.NONE
    algorithms: tuple[str, ...] = ("ES256", "RS256", "PS256")
    keys: demo_tokens.SigningKeys = field(default_factory=demo_tokens.SigningKeys)
    requests: Requests = field(default_factory=Requests)
    jtis: demo_checks.Numbers = field(default_factory=demo_checks.Numbers)
    signer: Signer = field(default_factory=Signer)

    @property
    def issuer(self) -> str:
        return f"{self.base}/realms/main"

    def routes(self) -> "list[web.RouteDef]":
        from aiohttp import web

        return [
            web.get(f"{CONNECT}/auth", self.authorize),
            web.post(f"{CONNECT}/card", self.choose),
            web.post(f"{CONNECT}/pin", self.pin),
            web.post(f"{CONNECT}/token", self.token),
            web.get(f"{CONNECT}/userinfo", self.userinfo),
            web.get(f"{CONNECT}/certs", self.certs),
            web.post(f"{CONNECT}/sign", self.sign),
            web.get(f"{CONNECT}/sign/{{transaction}}", self.signature),
        ]

    async def authorize(self, request: "web.Request") -> "web.StreamResponse":
        asked = dict(request.query)
        problem = demo_checks.of_authorization(asked, self.client_id, self.redirect_uris)
        if "sign" in asked.get("scope", "").split() and not self.signer.knows(
            asked.get("sign_transaction_id", "")
        ):
            problem = problem or "sign_transaction_id がないか、知らないものです"
        if problem:
            return _page(demo_pages.problem(problem), status=400)
        key = self.requests.begin(asked, self.mischief)
        return _page(demo_pages.cards(key, self.cards, signs=self.requests.known[key].signs))

    async def choose(self, request: "web.Request") -> "web.StreamResponse":
        """A card was laid on; now its PIN."""
        said = await request.post()
        going = self.requests.open(said.get("request"))
        card = next((each for each in self.cards if each.key == said.get("card")), None)
        if going is None:
            return _page(demo_pages.problem("もう使えません"), status=400)
        if card is None:
            return self._back(going, {"error": "access_denied"})
        going.card, going.mischief = card, Mischief(str(said.get("mischief", ""))) or going.mischief
        return _page(demo_pages.pin(str(said["request"]), card, signs=going.signs))

    async def pin(self, request: "web.Request") -> "web.StreamResponse":
        said = await request.post()
        going = self.requests.open(said.get("request"))
        if going is None or going.card is None:
            return _page(demo_pages.problem("もう使えません"), status=400)
        if said.get("pin") != pin_for(signs=going.signs):
            going.wrong_pins += 1
            if going.wrong_pins >= MOST_PINS:
                return self._back(going, {"error": "access_denied", "error_description": "pin_locked"})
            left = MOST_PINS - going.wrong_pins
            return _page(demo_pages.pin(str(said["request"]), going.card, left=left, signs=going.signs))
        if going.card.error:
            return self._back(going, {"error": going.card.error})
        going.code = secrets.token_urlsafe(24)
        return self._back(going, {"code": going.code, "session_state": secrets.token_hex(8)})

    def _back(self, going: Request, said: dict[str, str]) -> "web.StreamResponse":
        from aiohttp import web

        there = urlencode({**said, "state": going.asked["state"]})
        return web.Response(status=303, headers={"Location": f"{going.asked['redirect_uri']}?{there}"})

    async def token(self, request: "web.Request") -> "web.StreamResponse":
        from aiohttp import web

        said = {name: str(value) for name, value in (await request.post()).items()}
        problem = await asyncio.to_thread(self._client_problem, said)
        if problem:
            return web.json_response({"error": "invalid_client", "error_description": problem}, status=401)
        if said.get("grant_type") == "client_credentials":
            return self._for_the_city(said)
        going = self.requests.of_code(said.get("code", ""))
        if going is None or going.access_token or demo_checks.of_code(said, going.asked):
            return web.json_response({"error": "invalid_grant"}, status=400)
        if going.mischief is Mischief.DOWN:
            return web.Response(status=503, text="out of order")
        if going.mischief is Mischief.SLOW:
            await asyncio.sleep(SLOW)
        going.access_token = secrets.token_urlsafe(24)
        id_token = demo_tokens.id_token(self.keys, self.issuer, self.client_id, going)
        return web.json_response(_bearer(going.access_token) | {"id_token": id_token})

    def _for_the_city(self, said: dict[str, str]) -> "web.Response":
        """The city's own token, with which it says what is to be signed."""
        from aiohttp import web

        if said.get("scope") != "sign":
            return web.json_response({"error": "invalid_scope"}, status=400)
        return web.json_response(_bearer(self.signer.admit()))

    def _client_problem(self, said: dict[str, str]) -> str:
        where = f"{self.base}{CONNECT}/token"
        return demo_checks.of_client(
            said, client_id=self.client_id, audience=where, keys=self.client_keys(), known=self.jtis,
            algorithms=self.algorithms,
        )  # fmt: skip

    async def userinfo(self, request: "web.Request") -> "web.StreamResponse":
        from aiohttp import web

        going = self.requests.of_token(_token_of(request))
        if going is None:
            return web.json_response({"error": "invalid_token"}, status=401)
        return web.json_response(demo_tokens.facts(going))

    async def certs(self, request: "web.Request") -> "web.StreamResponse":
        from aiohttp import web

        return web.json_response({"keys": self.keys.public()})

    async def sign(self, request: "web.Request") -> "web.StreamResponse":
        """The city names the digest of a document that somebody will sign."""
        from aiohttp import web

        if not self.signer.admits(_token_of(request)):
            return web.json_response({"error": "invalid_token"}, status=401)
        transaction = self.signer.begin(await request.json())
        if not transaction:
            return web.json_response({"error": "invalid_request"}, status=400)
        return web.json_response({"sign_transaction_id": transaction})

    async def signature(self, request: "web.Request") -> "web.StreamResponse":
        """The signature, for whoever holds the token of the person who signed."""
        from aiohttp import web

        going, transaction = self.requests.of_token(_token_of(request)), request.match_info["transaction"]
        if going is None or going.asked.get("sign_transaction_id") != transaction:
            return web.json_response({"error": "invalid_token"}, status=401)
        cms = await asyncio.to_thread(self.signer.signature, transaction, going)
        return web.json_response({"cms": cms})


def _bearer(token: str) -> dict[str, Any]:
    return {"access_token": token, "token_type": "Bearer", "expires_in": 300}


def _token_of(request: "web.Request") -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ")


def _page(text: str, status: int = 200) -> "web.Response":
    from aiohttp import web

    return web.Response(text=text, content_type="text/html", status=status)
