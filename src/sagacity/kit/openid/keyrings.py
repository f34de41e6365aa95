"""Another house's public keys: kept, and fetched again when one is unknown, but not too often."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sagacity.kit.openid import refusals, wire

if TYPE_CHECKING:
    from joserfc.jwk import ECKey, RSAKey

AGAIN_AFTER = timedelta(minutes=1)
SHORTEST_RSA = 2048 // 8  # bytes of the modulus
GOOD_FOR = timedelta(hours=12)


def _fetch(url: str) -> dict[str, Any]:
    answer = wire.get(url)
    if answer.status != 200 or not isinstance(answer.said, dict):
        raise refusals.ProviderDown(f"certs {answer.status}")
    return answer.said


@dataclass(slots=True)
class Keyring:
    """The keys of one issuer."""

    url: str
    fetch: Callable[[str], dict[str, Any]] = _fetch
    keys: dict[str, dict[str, Any]] = field(default_factory=dict)
    fetched_at: datetime | None = None

    def key(self, kid: str, *, at: datetime) -> "ECKey | RSAKey":
        """The public key of a name.

        Raises:
            UnknownKey: there is none of this name, as far as it may be asked now.
            ProviderDown: it does not answer.
        """
        from joserfc.jwk import ECKey, RSAKey

        if self._is_old(at) or (kid not in self.keys and self._may_ask_again(at)):
            self._fetch_all(at)
        if kid not in self.keys:
            raise refusals.UnknownKey(kid[:40])
        kind = ECKey if self.keys[kid]["kty"] == "EC" else RSAKey
        return kind.import_key(self.keys[kid])

    def _is_old(self, at: datetime) -> bool:
        return self.fetched_at is None or at - self.fetched_at > GOOD_FOR

    def _may_ask_again(self, at: datetime) -> bool:
        """Strangers choose the names in tokens: each must not become a request."""
        return self.fetched_at is None or at - self.fetched_at >= AGAIN_AFTER

    def _fetch_all(self, at: datetime) -> None:
        said = self.fetch(self.url).get("keys", [])
        self.fetched_at = at
        self.keys = {
            str(key["kid"]): key for key in said if isinstance(key, dict) and key.get("kid") and _signs(key)
        }


def _signs(key: dict[str, Any]) -> bool:
    """P-256, or RSA that is long enough; never a key that is shared, nor one for encryption."""
    if key.get("use", "sig") != "sig":
        return False
    if key.get("kty") == "EC":
        return key.get("crv") == "P-256"
    return key.get("kty") == "RSA" and len(str(key.get("n", ""))) * 3 // 4 >= SHORTEST_RSA


_rings: dict[str, Keyring] = {}


def keyring(url: str) -> Keyring:
    """The keys this process knows of one address."""
    return _rings.setdefault(url, Keyring(url))


def forget_keyrings() -> None:
    """Begin without any key, as a process does that has just started."""
    _rings.clear()
