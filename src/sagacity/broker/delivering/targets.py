"""Which addresses notifications may go to: nobody reaches the inside of the city's network through us."""

import asyncio
import ipaddress
import socket
from collections.abc import Iterable

from sagacity.broker.delivering.address import Address

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IpNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

# Public addresses that answer with secrets of a rented machine.
_METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_RESOLVING_S = 3.0


class TargetRefused(Exception):
    """The address lies in a range that only a listed target may have."""


class NobodyThere(Exception):
    """The host has no address, or the name server did not answer in time."""


class Targets:
    """The allow-list: hosts, ``host:port``, ``.domain``, addresses and networks (``10.1.0.0/16``).

    ``loopback``: the broker is open and bound to this machine, so receivers on this machine are fine.
    """

    def __init__(self, *, allowed: Iterable[str] = (), loopback: bool = False) -> None:
        self._loopback = loopback
        self._names: set[str] = set()
        self._networks: list[IpNetwork] = []
        for entry in allowed:
            try:
                self._networks.append(ipaddress.ip_network(entry.strip("[]"), strict=False))
            except ValueError:
                self._names.add(entry.lower())

    async def resolve(self, address: Address) -> str:
        """The one address to connect to, asked for once; a later change of the name cannot redirect us."""
        found = await _addresses(address.host, address.port)
        if self._is_named(address):
            return found[0]
        for text in found:
            if self._may_reach(ipaddress.ip_address(text)):
                return text
        raise TargetRefused(
            f"{address.host} is an address inside a closed network ({found[0]}). "
            "Ask the operator of this broker to put it on the list of targets."
        )

    def _is_named(self, address: Address) -> bool:
        host = address.host.lower()
        domains = {host[at:] for at, sign in enumerate(host) if sign == "."}
        return bool(self._names & {host, f"{host}:{address.port}", *domains})

    def _may_reach(self, ip: IpAddress) -> bool:
        if any(ip in network for network in self._networks):
            return True
        inner = _inner(ip)
        if self._loopback and inner.is_loopback:
            return True
        return inner.is_global and not inner.is_multicast and inner not in _METADATA


def _inner(ip: IpAddress) -> IpAddress:
    """The IPv4 address an IPv6 address leads to, if it does."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return ip.ipv4_mapped
        if ip.sixtofour is not None:
            return ip.sixtofour
        if ip in _NAT64:
            return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


async def _addresses(host: str, port: int) -> list[str]:
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        pass
    asking = asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    try:
        found = await asyncio.wait_for(asking, _RESOLVING_S)
    except (OSError, UnicodeError, TimeoutError) as trouble:
        raise NobodyThere(f"the name {host} leads to no address") from trouble
    return [str(entry[4][0]).partition("%")[0] for entry in found]
