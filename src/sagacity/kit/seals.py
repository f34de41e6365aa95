"""Seals: what is kept under one can be read only with a key that is not kept beside it (AES-256-GCM)."""

import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

_NONCE = 12
Derive = Callable[[str, str], bytes]


class BrokenSeal(Exception):
    """It was sealed with another key, or about something else, or was changed."""


def key_of(secret: str, *, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose; the keys of two purposes say nothing of each other."""
    return hmac.digest(secret.encode(), purpose.encode(), hashlib.sha256)


def _key_of(secret: str, purpose: str) -> bytes:
    return key_of(secret, purpose=purpose)


@dataclass(frozen=True, slots=True)
class Sealer:
    """The seal of the house for one purpose: closes with the secret of now, opens with those before too.

    `setting` names the secret, such as "SECRET_KEY"; its older values stand in `<setting>_FALLBACKS`.
    """

    purpose: str
    setting: str = "SECRET_KEY"
    derive: Derive = _key_of

    def seal(self, content: bytes, *, about: str) -> bytes:
        """The content as it may be kept; it opens only together with what it is about."""
        return seal(content, key=self.all_keys()[0], about=about)

    def opened(self, sealed: bytes, *, about: str) -> bytes:
        """The content under a seal.

        Raises:
            BrokenSeal: no secret of the house opens it.
        """
        for key in self.all_keys():
            try:
                return opened(sealed, key=key, about=about)
            except BrokenSeal:
                continue
        raise BrokenSeal(about)

    def renewed(self, sealed: bytes, *, about: str) -> bytes | None:
        """The same under the secret of now; None when it is so already, or does not open at all."""
        try:
            opened(sealed, key=self.all_keys()[0], about=about)
        except BrokenSeal:
            try:
                return self.seal(self.opened(sealed, about=about), about=about)
            except BrokenSeal:
                return None
        return None

    def all_keys(self) -> list[bytes]:
        """The key of each secret for this purpose, that of now first."""
        return [self.derive(secret, self.purpose) for secret in secrets_of(self.setting)]


def secrets_of(setting: str) -> tuple[str, ...]:
    """A secret of the house and the values it had before, that of now first."""
    return (getattr(settings, setting), *getattr(settings, f"{setting}_FALLBACKS", ()))


_renewals: dict[str, Callable[[], int]] = {}


def offer_renewal(name: str, renew: Callable[[], int]) -> None:
    """Say how what a room has sealed gets under the secret of now; call it in `AppConfig.ready`."""
    _renewals[name] = renew


def renew_all() -> dict[str, int]:
    """Put everything sealed under the secrets of now; says how much was under older ones, by name."""
    return {name: renew() for name, renew in _renewals.items()}


def seal(content: bytes, *, key: bytes, about: str) -> bytes:
    """The content as it may be kept; it opens only together with what it is about."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, about.encode())


def opened(sealed: bytes, *, key: bytes, about: str) -> bytes:
    """The content under a seal.

    Raises:
        BrokenSeal: it does not open.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
    except (InvalidTag, ValueError) as problem:
        raise BrokenSeal(about) from problem
