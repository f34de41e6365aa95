"""HTTP to providers: only to addresses that are allowed, without redirects, within a time and a size."""

import socket
from typing import Any

import aiohttp
import orjson
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from sagacity.broker.delivering import address
from sagacity.broker.delivering.targets import NobodyThere, TargetRefused, Targets
from sagacity.broker.door import json
from sagacity.broker.entity import Json
from sagacity.broker.federating.ring import Sign
from sagacity.broker.refusals import NotJson

TIMEOUT_S = 5.0
LARGEST_ANSWER = 8 * 1024 * 1024  # bytes


_FAILURES = (
    aiohttp.ClientError, OSError, TimeoutError, ValueError, TargetRefused, NobodyThere, NotJson
)  # fmt: skip


class ProviderFailed(Exception):
    """The provider did not answer, or not as it should."""


class Wire:
    """A pool of connections; made in the event loop that uses it."""

    def __init__(self, targets: Targets, *, timeout_s: float = TIMEOUT_S) -> None:
        self._targets = targets
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=_Allowed(targets), ttl_dns_cache=10),
            timeout=aiohttp.ClientTimeout(total=timeout_s),
            trust_env=False,
            cookie_jar=aiohttp.DummyCookieJar(),
        )

    async def post(self, url: str, body: Json, headers: dict[str, str], *, sign: Sign | None = None) -> Json:
        """The JSON of the answer, None if it has none; ProviderFailed as ``ask`` says."""
        headers = {"Content-Type": "application/json", **headers}
        return await self.ask("POST", url, headers, body, sign=sign)

    async def ask(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        body: Json = None,
        *,
        sign: Sign | None = None,
    ) -> Json:
        """The JSON of the answer, None if it has none; a body of None is not sent.

        Raises:
            ProviderFailed: refused, unreachable, late, too large, no JSON, or a status that is no success.
        """
        try:
            await self._check(url)
            raw = None if body is None else orjson.dumps(body)
            if sign is not None:
                headers = headers | sign(method, url, headers, raw or b"")
            async with self._session.request(
                method,
                URL(url, encoded=sign is not None),
                data=raw,
                headers={"Accept": "application/json", **headers},
                allow_redirects=False,
            ) as response:
                answer = await _read(response)
                if not 200 <= response.status < 300:
                    raise ProviderFailed(f"{url} answered {response.status}")
                return json.parse(answer) if answer else None
        except _FAILURES as why:
            raise ProviderFailed(f"{url}: {why or type(why).__name__}") from why

    async def _check(self, url: str) -> None:
        """An address written as a number never reaches the resolver."""
        where = address.parse(url)
        if where.host.replace(".", "").isdigit() or ":" in where.host:
            await self._targets.resolve(where)

    async def close(self) -> None:
        await self._session.close()


async def _read(response: aiohttp.ClientResponse) -> bytes:
    raw = bytearray()
    async for piece in response.content.iter_chunked(65_536):
        raw += piece
        if len(raw) > LARGEST_ANSWER:
            raise ProviderFailed(f"{response.url} answered with more than {LARGEST_ANSWER} bytes")
    return bytes(raw)


class _Allowed(AbstractResolver):
    """Names lead where the list of targets lets them lead."""

    def __init__(self, targets: Targets) -> None:
        self._targets = targets

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        try:
            ip = await self._targets.resolve(address.Address("http", host, port, "/"))
        except (TargetRefused, NobodyThere) as why:
            raise OSError(str(why)) from why
        kind: Any = socket.AF_INET6 if ":" in ip else socket.AF_INET
        return [ResolveResult(hostname=host, host=ip, port=port, family=kind, proto=0, flags=0)]

    async def close(self) -> None:
        """Nothing is kept."""
