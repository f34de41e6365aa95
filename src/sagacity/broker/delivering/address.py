"""Where a notification goes: the parts of a target's address."""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443, "mqtt": 1883}
_CLEAN = re.compile(r"[!-~]+")  # printable ASCII without blanks


class BadAddress(ValueError):
    """This is no address that something can be sent to."""


class Address(NamedTuple):
    """``target`` is what stands in the request line: path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def endpoint(self) -> str:
        """The name of the lane: ``scheme://host:port``."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    @property
    def authority(self) -> str:
        """What the header Host says; the usual port is left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


@lru_cache(maxsize=8192)
def parse(url: str, schemes: tuple[str, ...] = ("http", "https")) -> Address:
    """Take an address apart; BadAddress says what is wrong with it."""
    if not _CLEAN.fullmatch(url):
        raise BadAddress("an address holds printable ASCII characters and no blanks")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as trouble:
        raise BadAddress(str(trouble)) from trouble
    scheme = parts.scheme.lower()
    if scheme not in schemes:
        raise BadAddress(f"an address starts with {' or '.join(f'{one}://' for one in schemes)}")
    if parts.username is not None or parts.password is not None:
        raise BadAddress("an address holds no user name or password")
    host = (parts.hostname or "").rstrip(".")
    if not host or port == 0:
        raise BadAddress("an address names a host and a port")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(scheme, host, port or _PORTS[scheme], target)
