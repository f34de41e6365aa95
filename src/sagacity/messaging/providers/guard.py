"""Where an address that a stranger typed may send our machines: public hosts by https, nothing else."""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings

LONGEST = 1000
_BLANK = re.compile(r"[\x00-\x20\x7f]")
_PATH = re.compile(r"[/?#]")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class NotPublic(ValueError):
    """The address is not https on a public host: a browser's push service never looks like this."""


def check(address: str) -> None:
    """Look at an address before it is kept, and again before it is used.

    Raises:
        NotPublic: nothing may be sent there.
    """
    if len(address) > LONGEST or not address.isascii() or _BLANK.search(address):
        raise NotPublic("no address")
    if problem := _wrong(origin_of(address), settings.PUSH_LOOPBACK):
        raise NotPublic(problem)


def origin_of(address: str) -> str:
    """The push service of an address, as tokens name it: everything before its path."""
    scheme, there, rest = address.partition("://")
    return f"{scheme.lower()}{there}{_PATH.split(rest, maxsplit=1)[0]}"


@lru_cache(maxsize=1000)
def _wrong(origin: str, loopback: bool) -> str:
    """What is wrong with a place, if anything is: the few push services there are need to be read once."""
    try:
        parts = urlsplit(origin)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return "no address"
    if loopback and host in LOOPBACK and parts.scheme in {"http", "https"}:
        return ""
    if parts.scheme != "https" or parts.username is not None or port not in {None, 443}:
        return "not https on its usual port"
    if _is_literal(host) or "." not in host or host.endswith((".local", ".internal", ".localhost", ".lan")):
        return "not the name of a public host"
    return ""


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.replace(".", "").isdigit() or host.startswith("0x")  # 127.1, 2130706433
    return True
