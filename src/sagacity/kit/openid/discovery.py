"""What a provider says of itself (OpenID Connect Discovery 1.0): asked once, kept for half a day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sagacity.kit.openid import refusals, wire

GOOD_FOR = timedelta(hours=12)
AGAIN_AFTER = timedelta(seconds=15)  # a server that is down is not asked by every click
PATIENCE = 5.0
ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class Provider:
    """Where a provider answers, and what it can do."""

    issuer: str
    authorization: str
    token: str
    certs: str
    end_session: str
    algorithms: tuple[str, ...]  # of id_tokens
    client_methods: tuple[str, ...]  # how it lets a client prove itself


_known: dict[str, tuple[datetime, Provider | None]] = {}


def provider(issuer: str, *, at: datetime) -> Provider:
    """The provider of an issuer.

    Raises:
        ProviderDown: it does not answer, or calls itself otherwise than the settings do.
    """
    asked_at, kept = _known.get(issuer, (None, None))
    if asked_at is not None and at - asked_at < (GOOD_FOR if kept else AGAIN_AFTER):
        if kept is None:
            raise refusals.ProviderDown("discovery, a moment ago")
        return kept
    _known[issuer] = (at, None)
    found = _read(
        issuer, wire.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration", patience=PATIENCE)
    )
    _known[issuer] = (at, found)
    return found


def forget_providers() -> None:
    """Begin without any, as a process does that has just started."""
    _known.clear()


def _read(issuer: str, answer: wire.Answer) -> Provider:
    said = answer.said if isinstance(answer.said, dict) else {}
    if answer.status != 200 or not all(isinstance(said.get(name), str) for name in ADDRESSES):
        raise refusals.ProviderDown(f"discovery {answer.status}")
    # Discovery 4.3: the very same text. It also refuses the shared addresses of Entra ID, whose issuer is a
    # pattern for every organisation in the world.
    if said.get("issuer") != issuer:
        raise refusals.ProviderDown("discovery: another issuer")
    return Provider(
        issuer=issuer,
        authorization=said["authorization_endpoint"],
        token=said["token_endpoint"],
        certs=said["jwks_uri"],
        end_session=str(said.get("end_session_endpoint") or ""),
        algorithms=_words(said.get("id_token_signing_alg_values_supported"), ("RS256",)),
        client_methods=_words(said.get("token_endpoint_auth_methods_supported"), ("client_secret_basic",)),
    )


def _words(said: Any, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(word) for word in said) if isinstance(said, list) and said else otherwise
