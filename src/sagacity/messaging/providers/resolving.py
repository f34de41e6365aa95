"""Where a name may lead: to public addresses only, looked at when the connection is made."""

import ipaddress
import socket

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from django.conf import settings

from sagacity.messaging.providers.guard import LOOPBACK


class PublicResolver(AbstractResolver):
    """Looks names up and forgets every answer that points into our own networks."""

    def __init__(self) -> None:
        self._inner = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        public = [one for one in found if _may_be_reached(host, one["host"])]
        if not public:
            raise OSError(f"{host} is not a public host")
        return public

    async def close(self) -> None:
        await self._inner.close()


def _may_be_reached(host: str, address: str) -> bool:
    if settings.PUSH_LOOPBACK and host in LOOPBACK:
        return True
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return bool((mapped or found).is_global) and not (mapped or found).is_multicast
