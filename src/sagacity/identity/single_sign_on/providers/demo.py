"""The demonstration's provider: a city's own sign-in on loopback, with the manners of Keycloak or Entra ID.

It checks whatever real ones check: client, its secret or key, PKCE, addresses, codes and their single use.
"""

import hmac
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from sagacity.identity.single_sign_on.providers import demo_pages, demo_tokens
from sagacity.identity.single_sign_on.providers.demo_people import Member, Mischief, Profile
from sagacity.kit.openid import api as openid

if TYPE_CHECKING:
    from aiohttp import web

TENANT = "6babcaad-604b-40ac-a9d7-9fd97c0b779f"  # invented
COOKIE = "demo_sign_in"
LOOPBACK = {"localhost", "127.0.0.1"}
MOST = 500  # requests that are remembered


@dataclass(slots=True)
class Request:
    """One authorization that is under way, then its code."""

    asked: dict[str, str]
    member: Member | None = None
    mischief: Mischief = Mischief.NONE
    code: str = ""
    signed_in_at: int = 0
    is_spent: bool = False


@dataclass(slots=True)
class DemoProvider:
    """Everything the server knows; tests look in and tell it what to do."""

    members: tuple[Member, ...]
    client_id: str
    client_secret: str = ""
    client_key: dict[str, Any] | None = None  # the city's public key, where it proves itself by one
    profile: Profile = Profile.KEYCLOAK
    base: str = ""
    mischief: Mischief = Mischief.NONE
    methods: tuple[str, ...] = ("client_secret_basic", "client_secret_post", "private_key_jwt")
    algorithms: tuple[str, ...] = ("RS256",)
    has_end_session: bool = True
    keys: demo_tokens.SigningKeys = field(default_factory=demo_tokens.SigningKeys)
    requests: dict[str, Request] = field(default_factory=dict)
    signed_in: dict[str, tuple[str, int]] = field(default_factory=dict)  # cookie: member, since
    jtis: set[str] = field(default_factory=set)
    asked_for: dict[str, int] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        path = f"/{TENANT}/v2.0" if self.profile is Profile.ENTRA else "/realms/city"
        return f"{self.base}{path}"

    @property
    def paths(self) -> dict[str, str]:
        """Addresses below the base, as each make has them."""
        if self.profile is Profile.ENTRA:
            here = f"/{TENANT}/oauth2/v2.0"
            return {
                "auth": f"{here}/authorize",
                "token": f"{here}/token",
                "certs": f"/{TENANT}/discovery/v2.0/keys",
                "logout": f"{here}/logout",
                "choose": f"{here}/choose",
            }
        here = "/realms/city/protocol/openid-connect"
        return {name: f"{here}/{name}" for name in ("auth", "token", "certs", "logout", "choose")}

    def routes(self) -> "list[web.RouteDef]":
        from aiohttp import web

        paths = self.paths
        well_known = f"{self.issuer.removeprefix(self.base)}/.well-known/openid-configuration"
        return [
            web.get(well_known, self.discovery),
            web.get(paths["auth"], self.authorize),
            web.post(paths["choose"], self.choose),
            web.post(paths["token"], self.token),
            web.get(paths["certs"], self.certs),
            web.get(paths["logout"], self.logout),
        ]

    async def discovery(self, request: "web.Request") -> "web.StreamResponse":
        from aiohttp import web

        self._count("discovery")
        at = {name: f"{self.base}{path}" for name, path in self.paths.items()}
        said: dict[str, Any] = {
            "issuer": self.issuer,
            "authorization_endpoint": at["auth"],
            "token_endpoint": at["token"],
            "jwks_uri": at["certs"],
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": list(self.algorithms),
            "token_endpoint_auth_methods_supported": list(self.methods),
        }
        if self.has_end_session:
            said["end_session_endpoint"] = at["logout"]
        return web.json_response(said)

    async def authorize(self, request: "web.Request") -> "web.StreamResponse":
        """Ask who it is, unless this browser is known here and the city does not want it asked again."""
        asked = dict(request.query)
        if problem := self._asked_wrongly(asked):
            return _page(demo_pages.problem(problem), status=400)
        going = Request(asked, mischief=self.mischief)
        member, since = self._known(request)
        if member and asked.get("prompt") != "login":
            return self._back(going, member, since)
        if asked.get("prompt") == "none":
            return self._to_city(going, {"error": "login_required"})
        key = secrets.token_urlsafe(16)
        self.requests[key] = going
        while len(self.requests) > MOST:
            self.requests.pop(next(iter(self.requests)))
        return _page(demo_pages.people(key, self.members))

    async def choose(self, request: "web.Request") -> "web.StreamResponse":
        said = await request.post()
        going = self.requests.pop(str(said.get("request")), None)
        if going is None:
            return _page(demo_pages.problem("もう使えません"), status=400)
        member = next((one for one in self.members if one.key == said.get("who")), None)
        if member is None:
            return self._to_city(going, {"error": "access_denied"})
        going.mischief = Mischief(str(said.get("mischief", ""))) or going.mischief
        cookie, now = secrets.token_urlsafe(16), int(time.time())
        self.signed_in[cookie] = (member.key, now)
        answer = self._back(going, member, now)
        answer.set_cookie(COOKIE, cookie, httponly=True, samesite="Lax")
        return answer

    async def token(self, request: "web.Request") -> "web.StreamResponse":
        from aiohttp import web

        self._count("token")
        said = {name: str(value) for name, value in (await request.post()).items()}
        if not self._is_the_city(request, said):
            return web.json_response({"error": "invalid_client"}, status=401)
        going = next(
            (one for one in self.requests.values() if one.code and one.code == said.get("code")), None
        )
        if going is None or going.member is None or going.is_spent or not _fits(said, going.asked):
            return web.json_response({"error": "invalid_grant"}, status=400)
        if going.mischief is Mischief.DOWN:
            return web.Response(status=503, text="out of order")
        going.is_spent = True
        token = demo_tokens.id_token(
            self.keys,
            profile=self.profile,
            issuer=self.issuer,
            client_id=self.client_id,
            nonce=going.asked["nonce"],
            member=going.member,
            signed_in_at=going.signed_in_at,
            mischief=going.mischief,
        )
        return web.json_response(
            {
                "access_token": secrets.token_urlsafe(24),
                "token_type": "Bearer",
                "expires_in": 300,
                "id_token": token,
            }
        )

    async def certs(self, request: "web.Request") -> "web.StreamResponse":
        from aiohttp import web

        self._count("certs")
        return web.json_response({"keys": self.keys.public()})

    async def logout(self, request: "web.Request") -> "web.StreamResponse":
        """Sign out here, and lead back where the client has registered it."""
        from aiohttp import web

        self.signed_in.pop(request.cookies.get(COOKIE, ""), None)
        there = request.query.get("post_logout_redirect_uri", "")
        named = request.query.get("id_token_hint") or request.query.get("client_id") == self.client_id
        if there and named and urlsplit(there).hostname in LOOPBACK:
            return web.Response(status=303, headers={"Location": there})
        return _page(demo_pages.signed_out())

    def _known(self, request: "web.Request") -> tuple[Member | None, int]:
        key, since = self.signed_in.get(request.cookies.get(COOKIE, ""), ("", 0))
        return next((one for one in self.members if one.key == key), None), since

    def _asked_wrongly(self, asked: dict[str, str]) -> str:
        """What is wrong with an authorization request; empty when nothing is."""
        if asked.get("response_type") != "code" or asked.get("client_id") != self.client_id:
            return "response_type か client_id が違います"
        if asked.get("code_challenge_method") != "S256" or len(asked.get("code_challenge", "")) != 43:
            return "PKCE は S256 だけです"
        if "openid" not in asked.get("scope", "").split() or not asked.get("state") or not asked.get("nonce"):
            return "scope, state, nonce が要ります"
        is_known = urlsplit(asked.get("redirect_uri", "")).hostname in LOOPBACK
        return "" if is_known else "登録のない redirect_uri です"

    def _back(self, going: Request, member: Member, since: int) -> "web.Response":
        going.member, going.signed_in_at, going.code = member, since, secrets.token_urlsafe(24)
        self.requests[going.code] = going
        return self._to_city(going, {"code": going.code})

    def _to_city(self, going: Request, said: dict[str, str]) -> "web.Response":
        from aiohttp import web

        issuer = "https://elsewhere.example" if going.mischief is Mischief.FOREIGN_RESPONSE else self.issuer
        iss = {} if self.profile is Profile.ENTRA else {"iss": issuer}
        there = urlencode({**said, "state": going.asked["state"], **iss})
        return web.Response(status=303, headers={"Location": f"{going.asked['redirect_uri']}?{there}"})

    def _is_the_city(self, request: "web.Request", said: dict[str, str]) -> bool:
        if self.client_key is not None:
            return self._signed_by_the_city(said)
        by_form = "client_secret_post" in self.methods and said.get("client_secret", "")
        basic = _basic(request.headers.get("Authorization", ""))
        shown = by_form or (basic[1] if basic[0] == self.client_id else "")
        return bool(shown) and hmac.compare_digest(shown, self.client_secret)

    def _signed_by_the_city(self, said: dict[str, str]) -> bool:
        from joserfc import errors, jwk, jwt

        try:
            key = jwk.import_key(self.client_key or {})
            claims = jwt.decode(said.get("client_assertion", ""), key, algorithms=["ES256", "RS256"]).claims
        except (errors.JoseError, ValueError):
            return False
        is_right = claims.get("iss") == claims.get("sub") == self.client_id
        is_new = claims.get("jti") not in self.jtis and claims.get("exp", 0) > time.time()
        self.jtis.add(str(claims.get("jti")))
        return is_right and is_new and claims.get("aud") == f"{self.base}{self.paths['token']}"

    def _count(self, what: str) -> None:
        self.asked_for[what] = self.asked_for.get(what, 0) + 1


def _fits(said: dict[str, str], asked: dict[str, str]) -> bool:
    is_code = said.get("grant_type") == "authorization_code"
    is_there = said.get("redirect_uri") == asked["redirect_uri"]
    return is_code and is_there and openid.challenge(said.get("code_verifier", "")) == asked["code_challenge"]


def _basic(header: str) -> tuple[str, str]:
    from base64 import b64decode
    from urllib.parse import unquote

    kind, _, said = header.partition(" ")
    if kind.lower() != "basic":
        return "", ""
    name, _, secret = b64decode(said).decode().partition(":")
    return unquote(name), unquote(secret)


def _page(text: str, status: int = 200) -> "web.Response":
    from aiohttp import web

    return web.Response(text=text, content_type="text/html", status=status)
