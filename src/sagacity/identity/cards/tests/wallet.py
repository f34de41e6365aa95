"""A wallet of somebody else, as stories hold it."""

import json
from datetime import datetime
from typing import Any

from django.test import Client

from sagacity.identity.cards import api as cards
from sagacity.identity.cards.tokens import signing
from sagacity.identity.cards.wallets import (
    addresses,
    issuing,
    jws,
    metadata,
    presentations,
    sd_jwt,
)

FACTS = {
    "name": "見本　花子",
    "birthdate": "1985-04-01",
    "age_over_18": True,
    "district": "本町",
    "resident_of": "992011",
}


class Wallet:
    """An app of somebody else's: knows the open addresses, and a key."""

    def __init__(self) -> None:
        self.client = Client()
        self.private = signing.new_private()
        self.credential = ""

    @property
    def jwk(self) -> dict[str, str]:
        return dict(signing.to_jwk(*signing.coordinates(self.private.public_key())))

    def posts(self, path: str, *, bearer: str = "", **said: Any) -> tuple[int, dict[str, Any]]:
        headers = {"authorization": f"Bearer {bearer}"} if bearer else {}
        answer = self.client.post(path, json.dumps(said), content_type="application/json", headers=headers)
        return answer.status_code, dict(answer.json())

    def token(self, offer: cards.WalletOffer, *, pin: str = "") -> tuple[int, dict[str, Any]]:
        found = self.client.get(f"/wallet/offers/{offer.name}.json").json()
        code = found["grants"][metadata.PRE_AUTHORIZED]["pre-authorized_code"]
        fields = {
            "grant_type": metadata.PRE_AUTHORIZED,
            "pre-authorized_code": code,
            "tx_code": pin or offer.pin,
        }
        answer = self.client.post("/wallet/token", fields)
        return answer.status_code, dict(answer.json())

    def proof(self, at: datetime, **other: Any) -> str:
        nonce = self.posts("/wallet/nonce")[1]["c_nonce"]
        claims = {"aud": addresses.issuer(), "iat": int(at.timestamp()), "nonce": nonce, **other}
        return jws.made(claims, header={"typ": issuing.PROOF, "jwk": self.jwk}, private=self.private)

    def asks(self, token: str, proof: str) -> tuple[int, dict[str, Any]]:
        asked = {"credential_configuration_id": metadata.CONFIGURATION, "proofs": {"jwt": [proof]}}
        return self.posts("/wallet/credential", bearer=token, **asked)

    def takes(self, offer: cards.WalletOffer, *, at: datetime) -> str:
        token = self.token(offer)[1]["access_token"]
        status, said = self.asks(token, self.proof(at))
        assert status == 200, said
        self.credential = said["credentials"][0]["credential"]
        return self.credential

    def shows(self, *names: str, at: datetime, nonce: str, audience: str, **other: Any) -> str:
        """The card with these facts alone, signed for somebody now."""
        token, *disclosures, _ = self.credential.split("~")
        chosen = [one for one in disclosures if json.loads(signing.unpadded(one))[1] in names]
        shown = "~".join([token, *chosen, ""])
        claims = {
            "aud": audience,
            "nonce": nonce,
            "iat": int(at.timestamp()),
            "sd_hash": sd_jwt.digest_of(shown),
            **other,
        }
        return shown + jws.made(claims, header={"typ": sd_jwt.BINDING}, private=self.private)


def checked(text: str, nonce: str, at: datetime) -> presentations.Presented:
    return presentations.check(text, nonce=nonce, audience="https://desk.example", at=at)


def shown(wallet: Wallet, *names: str, at: datetime, **other: Any) -> tuple[str, str]:
    nonce = presentations.ask()
    return wallet.shows(*names, at=at, nonce=nonce, audience="https://desk.example", **other), nonce
