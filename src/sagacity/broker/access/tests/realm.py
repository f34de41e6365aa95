"""An issuer for tests: a real HTTP server with its keys, as a realm of Keycloak publishes them."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jwk, jwt

AUDIENCE = "city-data"


class Realm:
    """Gives tokens, publishes keys, counts how often it is asked for them."""

    def __init__(self) -> None:
        self.keys: dict[str, Any] = {}
        self.hidden: set[str] = set()
        self.asked = 0
        self.answer: bytes | None = None  # instead of the keys
        self.server = self._server()
        self.add("first", jwk.RSAKey.generate_key(2048))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/realms/city"

    def add(self, kid: str, key: Any) -> None:
        self.keys[kid] = key

    def document(self) -> bytes:
        listed = [
            {**key.as_dict(private=False), "kid": kid, "use": "sig"}
            for kid, key in self.keys.items()
            if kid not in self.hidden
        ]
        return json.dumps({"keys": listed}).encode()

    def claims(self, **changed: Any) -> dict[str, Any]:
        now = int(time.time())
        usual = {
            "iss": self.url,
            "aud": [AUDIENCE, "account"],
            "exp": now + 300,
            "iat": now,
            "typ": "Bearer",
            "azp": "dashboard",
            "sub": "service-account-dashboard",
            "scope": "profile data:read",
        }
        return {name: value for name, value in {**usual, **changed}.items() if value is not None}

    def token(self, *, kid: str = "first", alg: str = "RS256", **changed: Any) -> str:
        header = {"alg": alg, "kid": kid, "typ": "JWT"}
        return jwt.encode(header, self.claims(**changed), self.keys[kid], algorithms=[alg])

    def _server(self) -> ThreadingHTTPServer:
        realm = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                realm.asked += 1
                body = realm.document() if realm.answer is None else realm.answer
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                return

        return ThreadingHTTPServer(("127.0.0.1", 0), Handler)


def made_by_hand(header: dict[str, Any], claims: dict[str, Any], signature: bytes = b"") -> str:
    """A token that no library would make."""
    return ".".join(_part(one) for one in (json.dumps(header), json.dumps(claims), signature))


def _part(said: str | bytes) -> str:
    raw = said.encode() if isinstance(said, str) else said
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@contextmanager
def running() -> Iterator[Realm]:
    realm = Realm()
    threading.Thread(target=realm.server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield realm
    finally:
        realm.server.shutdown()
        realm.server.server_close()
