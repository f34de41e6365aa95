"""Who really asks, when proxies stand before the house: only the proxies that a setting names may say it."""

import ipaddress
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from dataclasses import dataclass
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

FOR, FORWARDED = "X-Forwarded-For", "Forwarded"
EVERYONE = "*"
LONGEST = 4096  # bytes of what proxies may say; no chain of proxies is longer
_OURS = frozenset({b"x-forwarded-for", b"x-forwarded-proto", b"forwarded"})
_PAIR = re.compile(r'\s*([A-Za-z0-9!#$%&\'*+.^_`|~-]+)=("(?:[^"\\]|\\.)*"|[^\s;,"]*)\s*')
_ELEMENT = re.compile(f"(?:{_PAIR.pattern}(?:;|$))+")
_PARTS = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')


@dataclass(frozen=True, slots=True)
class Hop:
    """What one proxy says of whoever spoke to it."""

    address: str
    scheme: str = ""


class Proxies:
    """The proxies that are believed, and the one header they write.

    Only one: a proxy that writes one of them lets the other pass as the caller sent it.
    """

    def __init__(self, named: Iterable[str], *, header: str = FOR) -> None:
        listed = list(named)
        self._everyone = EVERYONE in listed
        self._networks = [ipaddress.ip_network(one, strict=False) for one in listed if one != EVERYONE]
        self._hops = _forwarded if header == FORWARDED else _x_forwarded

    def trusts(self, address: str) -> bool:
        """Whether what comes from there is believed."""
        ip = ip_of(address)
        return ip is not None and (self._everyone or any(ip in network for network in self._networks))

    def asker(self, client: str, headers: Iterable[tuple[bytes, bytes]]) -> Hop:
        """The address that asks, and the scheme it used ("" if no proxy says so).

        Read from the end: each proxy adds whom it saw, so whatever stands before the first address that is
        none of ours was written by that caller and is not believed.
        """
        found = Hop(client)
        if not self.trusts(client):
            return found
        for hop in self._hops(list(headers)):
            ip = ip_of(hop.address)
            found = Hop(str(ip) if ip else found.address, hop.scheme or found.scheme)
            if ip is None or not self.trusts(str(ip)):
                break
        return found


def believing(application: Application, proxies: Proxies) -> Application:
    """The application, told who really asks; nothing behind it sees what a caller says of itself."""

    async def told(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            scope = _told(scope, proxies)
        await application(scope, receive, send)

    return told


def _told(scope: Scope, proxies: Proxies) -> Scope:
    headers = scope["headers"]
    if not any(name in _OURS for name, _ in headers):
        return scope
    client = scope.get("client") or ("", 0)
    asker = proxies.asker(client[0], headers)
    told = {**scope, "headers": [pair for pair in headers if pair[0] not in _OURS]}
    if asker.address != client[0]:
        told["client"] = (asker.address, 0)
    if asker.scheme:
        told["scheme"] = asker.scheme.replace("http", "ws") if scope["type"] == "websocket" else asker.scheme
    return told


def _x_forwarded(headers: list[tuple[bytes, bytes]]) -> Iterator[Hop]:
    """The last scheme is the one that the nearest proxy wrote."""
    scheme = _scheme(_said(headers, b"x-forwarded-proto").rpartition(",")[2])
    for address in reversed(_said(headers, b"x-forwarded-for").split(",")):
        yield Hop(address.strip(), scheme)


def _forwarded(headers: list[tuple[bytes, bytes]]) -> Iterator[Hop]:
    """RFC 7239: elements by comma, each with for= and proto=; one that cannot be read ends the chain.

    A quotation mark that a caller left open could swallow what a proxy wrote: then nothing is believed.
    """
    text = _said(headers, b"forwarded")
    elements: list[str] = _PARTS.findall(text)
    if ",".join(elements) != text:
        return
    for element in reversed(elements):
        pairs = dict(_PAIR.findall(element)) if _ELEMENT.fullmatch(element) else {}
        said = {name.lower(): _bare(value) for name, value in pairs.items()}
        yield Hop(said.get("for", ""), _scheme(said.get("proto", "")))


def _said(headers: list[tuple[bytes, bytes]], name: bytes) -> str:
    """A header, also in several lines; of a long one the end, where the nearest proxies stand."""
    text = ",".join(value.decode("latin-1") for key, value in headers if key == name)
    return text if len(text) <= LONGEST else text[-LONGEST:].partition(",")[2]


def _bare(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value


def _scheme(said: str) -> str:
    word = said.strip().lower()
    return word if word in ("http", "https") else ""


def ip_of(said: str) -> Ip | None:
    """An address, with or without port and brackets; None for a name, "unknown" or anything else."""
    text = said.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        ip = ipaddress.ip_address(text)
    except ValueError:
        return None
    return ip.ipv4_mapped or ip if isinstance(ip, ipaddress.IPv6Address) else ip
