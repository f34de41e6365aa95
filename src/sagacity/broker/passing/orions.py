"""Which tenants lie in an existing Orion, at which address, and how long we wait for it."""

import re
from dataclasses import dataclass
from functools import cached_property

from sagacity.broker.delivering import address

HERE = "here"  # instead of an address: the data of that tenant lie in our own store
_TENANT = re.compile(r"[a-z0-9_]{1,50}").fullmatch
NO_TENANT = "-"  # the tenant of whoever names none


class BadOrions(ValueError):
    """The settings do not say which Orion is meant; the message says what to write."""


@dataclass(frozen=True, slots=True)
class Orion:
    """A broker that was there before us. ``url`` has no slash at its end."""

    url: str
    speaks_ld: bool = False
    timeout_ms: int = 15_000
    at_once: int = 64  # calls under way in one process; as many as eight times that may wait


@dataclass(frozen=True)
class Orions:
    """``usual`` is for every tenant that ``of_tenant`` does not name; "" is our own store.

    ``relay_url``: where an Orion reaches us to hand over notifications. ``look_ms``: how often we see to it
    that both sides are in step; 0 never, for tests of everything else.
    """

    usual: str = ""
    of_tenant: tuple[tuple[str, str], ...] = ()
    relay_url: str = ""
    speaks_ld: bool = False
    timeout_ms: int = 15_000
    at_once: int = 64
    look_ms: int = 10_000

    def __bool__(self) -> bool:
        return bool(self.usual) or any(url for _, url in self.of_tenant)

    @cached_property
    def _named(self) -> dict[str, str]:
        return dict(self.of_tenant)

    def of(self, tenant: str) -> Orion | None:
        """The Orion that holds a tenant's data; None: we do."""
        url = self._named.get(tenant, self.usual)
        return self._orion(url) if url else None

    @property
    def all(self) -> tuple[Orion, ...]:
        """Each one once."""
        urls = dict.fromkeys([self.usual, *self._named.values()])
        return tuple(self._orion(url) for url in urls if url)

    @property
    def tenants(self) -> tuple[str, ...]:
        """The tenants that are named as lying elsewhere."""
        return tuple(tenant for tenant, url in self.of_tenant if url)

    @property
    def keeps(self) -> tuple[str, ...]:
        """The tenants that are named as lying here."""
        return tuple(tenant for tenant, url in self.of_tenant if not url)

    def _orion(self, url: str) -> Orion:
        return Orion(url, self.speaks_ld, self.timeout_ms, self.at_once)


OWN_STORE = Orions()


def read(
    *, usual: str, tenants: list[str], relay_url: str, speaks: list[str], timeout_s: int, at_once: int
) -> Orions:
    """From what the environment says: ``water=http://10.0.0.6:1026``, ``-=here``.

    Raises:
        BadOrions: an address, a tenant or a word that is none.
    """
    if unknown := set(speaks) - {"v2", "ngsi-ld"}:
        raise BadOrions(f"{min(unknown)!r} is nothing an Orion speaks: write v2, or v2,ngsi-ld")
    if not timeout_s or not at_once:
        raise BadOrions("an Orion needs time and at least one call: write numbers from 1")
    return Orions(
        usual=_url(usual),
        of_tenant=tuple(_pair(text) for text in tenants),
        relay_url=_url(relay_url),
        speaks_ld="ngsi-ld" in speaks,
        timeout_ms=timeout_s * 1000,
        at_once=at_once,
    )


def _pair(text: str) -> tuple[str, str]:
    tenant, sign, url = (part.strip() for part in text.partition("="))
    if not sign or not tenant or not url:
        raise BadOrions(
            f"{text!r} is no tenant with its Orion: write tenant=http://host:1026, or tenant={HERE}"
        )
    name = "" if tenant == NO_TENANT else tenant.lower()
    if name and not _TENANT(name):
        raise BadOrions(f"{tenant!r} is no tenant: up to 50 letters, digits and underscores")
    return name, "" if url == HERE else _url(url)


def _url(text: str) -> str:
    if not text:
        return ""
    try:
        found = address.parse(text)
    except address.BadAddress as problem:
        raise BadOrions(f"{text!r} is no address: {problem}; write http://host:1026") from problem
    if "?" in found.target or "#" in text:
        raise BadOrions(f"{text!r} has more than host, port and perhaps a path: write http://host:1026")
    return text.rstrip("/")
