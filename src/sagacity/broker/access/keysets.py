"""The public keys of an issuer (RFC 7517), kept in memory and fetched anew now and then."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sagacity.broker.door import json
from sagacity.broker.entity import Json
from sagacity.broker.refusals import NotJson

if TYPE_CHECKING:
    from joserfc.jwk import ECKey, RSAKey

log = logging.getLogger(__name__)

FRESH_MS = 3_600_000  # so long a key that the issuer withdrew may still count
AGAIN_MS = 60_000  # an unknown key asks the issuer once in this time, however many tokens name one
SHORTEST_RSA = 2048  # bits
LARGEST_FILE = 1024 * 1024

Fetch = Callable[[str], Awaitable[Json]]


class Keyset:
    """``fetch`` gets the document at an address; only from hosts that are allowed."""

    def __init__(self, where: str, fetch: Fetch) -> None:
        self._where = where
        self._fetch = fetch
        self._keys: dict[tuple[str, str], RSAKey | ECKey] = {}
        self._tried = self._read = 0
        self._one_at_a_time = asyncio.Lock()

    async def find(self, kid: str, algorithm: str, *, at: int) -> "RSAKey | ECKey | None":
        """The key of that name, if it is one for the algorithm."""
        name = (kid, _kind(algorithm))
        if name not in self._keys or (self._may_try(at) and at - self._read > FRESH_MS):
            async with self._one_at_a_time:  # who comes while the issuer is asked waits for its answer
                if self._may_try(at):
                    self._tried = at
                    await self._refresh(at)
        return self._keys.get(name)

    def _may_try(self, at: int) -> bool:
        return at - self._tried > AGAIN_MS

    async def _refresh(self, at: int) -> None:
        """An issuer that does not answer leaves the keys as they are."""
        try:
            document = await self._document()
            listed = document.get("keys") if isinstance(document, dict) else None
            if not isinstance(listed, list):
                raise ValueError("it is no JSON Web Key Set")
        except (OSError, ValueError, NotJson, Unreachable) as problem:
            log.warning("the keys at %s could not be read: %s", self._where, problem)
            return
        self._read = at
        self._keys = {name: key for one in listed if (made := _made(one)) for name, key in (made,)}

    async def _document(self) -> Json:
        if "://" in self._where:
            return await self._fetch(self._where)
        raw = await asyncio.get_running_loop().run_in_executor(None, Path(self._where).read_bytes)
        return json.parse(raw[:LARGEST_FILE])


class Unreachable(Exception):
    """Nobody answers there, or may be asked."""


def _kind(algorithm: str) -> str:
    return "EC" if algorithm.startswith("ES") else "RSA"


def _made(said: Json) -> "tuple[tuple[str, str], RSAKey | ECKey] | None":
    """A key for signatures with its name, None for anything else: one odd key must not hide the others."""
    from joserfc.errors import JoseError
    from joserfc.jwk import ECKey, RSAKey

    if not isinstance(said, dict) or said.get("use", "sig") != "sig":
        return None
    kid, kind = said.get("kid"), said.get("kty")
    if not isinstance(kid, str) or "d" in said:
        return None
    try:
        if kind == "RSA":
            rsa = RSAKey.import_key(said)
            return ((kid, "RSA"), rsa) if rsa.public_key.key_size >= SHORTEST_RSA else None
        if kind == "EC" and said.get("crv") == "P-256":
            return (kid, "EC"), ECKey.import_key(said)
    except (JoseError, ValueError, TypeError, KeyError) as problem:
        log.warning("a key of an issuer cannot be read: %s", problem)
    return None
