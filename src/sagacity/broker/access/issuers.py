"""Issuers: whose tokens are taken beside our own, and what their words let a client do; told by a file."""

import tomllib
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from sagacity.broker.access.grants import Grant
from sagacity.broker.refusals import BadRequest

ALGORITHMS = ("RS256", "PS256", "ES256")  # with a public key; never one that the verifier could sign with
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class BrokenIssuers(Exception):
    """The file cannot be used; the message says what to write instead."""


class Meaning(Grant, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one word (a scope or a role) lets a client do."""

    word: str

    @property
    def grant(self) -> Grant:
        return Grant(self.tenant, self.path, self.types, self.attributes, self.may)


class Issuer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another server that gives tokens, such as a realm of Keycloak.

    ``keys``: the address or the file of its public keys (JWKS). ``audience`` must stand in ``aud``.
    ``words``: claims that hold words, with dots for what lies deeper; a list, or a text with blanks.
    ``client``: claims of which the first names the client.
    """

    issuer: str
    keys: str
    audience: str
    grant: tuple[Meaning, ...]
    words: tuple[str, ...] = ()
    client: tuple[str, ...] = ("azp", "client_id")
    algorithms: tuple[str, ...] = ALGORITHMS
    per_minute: int = 600
    per_day: int = 100_000

    @property
    def claims(self) -> tuple[tuple[str, ...], ...]:
        """Where words stand; where Keycloak writes them if the file says nothing.

        The name of a client may hold dots, so the usual place is not split.
        """
        if self.words:
            return tuple(tuple(one.split(".")) for one in self.words)
        return (("scope",), ("realm_access", "roles"), ("resource_access", self.audience, "roles"))

    def grants_of(self, words: set[str]) -> tuple[Grant, ...]:
        """What a client with these words may do."""
        return tuple(one.grant for one in self.grant if one.word in words)


class _File(msgspec.Struct, forbid_unknown_fields=True):
    issuer: tuple[Issuer, ...]


@lru_cache(maxsize=4)
def read(path: str) -> tuple[Issuer, ...]:
    """The issuers of a file; none if no file is named.

    Raises:
        BrokenIssuers: it is not there, no TOML, or says something that cannot be meant.
    """
    if not path:
        return ()
    try:
        found = msgspec.convert(tomllib.loads(Path(path).read_text(encoding="utf-8")), _File).issuer
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as problem:
        raise BrokenIssuers(f"{path}: {problem}") from problem
    for one in found:
        _check(path, one)
    if len({one.issuer for one in found}) < len(found):
        raise BrokenIssuers(f"{path}: an issuer is named twice")
    return found


def _check(path: str, one: Issuer) -> None:
    from sagacity.broker.access import keys

    if not one.issuer or not one.audience or not one.client:
        raise BrokenIssuers(f"{path}: issuer, audience and client must not be empty")
    if not one.algorithms or not set(one.algorithms) <= set(ALGORITHMS):
        raise BrokenIssuers(f"{path}: algorithms are some of {', '.join(ALGORITHMS)}")
    address = urlsplit(one.keys)
    if address.scheme == "http" and address.hostname not in _LOOPBACK:
        raise BrokenIssuers(f"{path}: {one.keys}: keys that travel in the open prove nothing; write https://")
    is_file = not address.scheme and Path(one.keys).is_absolute()
    if not is_file and address.scheme not in ("http", "https"):
        raise BrokenIssuers(f"{path}: {one.keys}: write https://… or the whole path of a file")
    try:
        for meaning in one.grant:
            keys.check_grant(meaning.grant)
    except BadRequest as wrong:
        raise BrokenIssuers(f"{path}: {one.issuer}: {wrong}") from wrong
    if not one.grant or one.per_minute < 0 or one.per_day < 0:
        raise BrokenIssuers(f"{path}: {one.issuer}: it needs [[issuer.grant]], and limits from 0 upwards")
