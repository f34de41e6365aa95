"""The city asks the authentication app who somebody is: authorization code, PKCE, private_key_jwt."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sagacity.identity.verification import client_keys, refusals, types, userinfo
from sagacity.identity.verification.party import Party
from sagacity.kit.openid import api as openid

ALGORITHM = "ES256"  # of the app's tokens, whatever they say themselves


def authorization_url(
    *,
    party: Party,
    scopes: Iterable[types.Scope],
    state: str,
    nonce: str,
    verifier: str,
    sign_transaction: str = "",
) -> str:
    """Where the resident's browser goes."""
    more = {"acr_values": party.acr_values, "sign_transaction_id": sign_transaction}
    return openid.authorization_url(
        party.authorization,
        client_id=party.client_id,
        redirect_uri=party.redirect_uri,
        scopes=scopes,
        state=state,
        nonce=nonce,
        verifier=verifier,
        more={name: said for name, said in more.items() if said},
    )


def redeem(
    *, party: Party, code: str, scopes: Iterable[types.Scope], nonce: str, verifier: str, at: datetime
) -> types.Proven:
    """Turn the code into who somebody is.

    Raises:
        NotProven: with its own subclass for each cause.
    """
    access_token, claims = tokens_of(party=party, code=code, nonce=nonce, verifier=verifier, at=at)
    wants_facts = types.Scope.NAME in set(scopes)
    return types.Proven(
        subject=subject_of(party.issuer, claims["sub"]),
        facts=_facts(party, access_token, claims["sub"]) if wants_facts else None,
        is_checked_for_revocation="crl" in str(claims.get("acr", "")).split(),
        at=at,
    )


def tokens_of(
    *, party: Party, code: str, nonce: str, verifier: str, at: datetime
) -> tuple[str, dict[str, Any]]:
    """The access token, and what the id_token says once it is believed.

    Raises:
        NotProven: with its own subclass for each cause.
    """
    tokens = openid.redeem(
        party.token,
        code=code,
        client_id=party.client_id,
        redirect_uri=party.redirect_uri,
        verifier=verifier,
        proof=client_assertion(party=party, at=at),
    )
    claims = openid.check_id_token(
        str(tokens["id_token"]),
        issuer=party.issuer,
        client_id=party.client_id,
        algorithm=ALGORITHM,
        ring=openid.keyring(party.certs),
        nonce=nonce,
        at=at,
    )
    return str(tokens["access_token"]), claims


def own_token(*, party: Party, scope: types.Scope, at: datetime) -> str:
    """The city's own token, with which it says what is to be signed.

    Raises:
        NotProven: with its own subclass for each cause.
    """
    return openid.own_token(
        party.token, client_id=party.client_id, scope=scope, proof=client_assertion(party=party, at=at)
    )


def client_assertion(*, party: Party, at: datetime) -> dict[str, str]:
    """The fields that prove to the app that the city asks (RFC 7523)."""
    return openid.assertion(
        client_id=party.client_id,
        audience=party.token,
        key=client_keys.current(),
        algorithm=party.algorithm,
        at=at,
    )


def subject_of(issuer: str, sub: str) -> str:
    return hashlib.sha256(f"{issuer}\n{sub}".encode()).hexdigest()


def _facts(party: Party, access_token: str, sub: str) -> types.ProvenFacts:
    answer = openid.get(party.userinfo, bearer=access_token)
    if answer.status != 200 or not isinstance(answer.said, dict):
        raise refusals.AppDown(f"userinfo {answer.status}")
    if answer.said.get("sub") != sub:
        raise refusals.OtherSubject
    return userinfo.read(answer.said)
