"""What wallets and readers fetch first: who issues, how, what the credential says, and the public keys."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sagacity.identity.cards import signing_keys
from sagacity.identity.cards.tokens import signing
from sagacity.identity.cards.wallets import addresses, sd_jwt
from sagacity.kit.city import api as city

CONFIGURATION = "citizen_card_sd_jwt"
PRE_AUTHORIZED = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
CLAIMS = {
    "name": {"ja": "氏名", "en": "Name"},
    "birthdate": {"ja": "生年月日", "en": "Date of birth"},
    "age_over_18": {"ja": "18歳以上", "en": "18 or older"},
    "district": {"ja": "町", "en": "District"},
    "resident_of": {"ja": "市の番号（ここに住んでいること）", "en": "City code (lives here)"},
}


def issuer() -> dict[str, Any]:
    """Metadata of the credential issuer (OpenID4VCI 1.0, 12.2)."""
    return {
        "credential_issuer": addresses.issuer(),
        "credential_endpoint": addresses.of("/wallet/credential"),
        "nonce_endpoint": addresses.of("/wallet/nonce"),
        "display": _named(city.current().name),
        "credential_configurations_supported": {
            CONFIGURATION: {
                "format": sd_jwt.KIND,
                "vct": addresses.kind_of_credential(),
                "cryptographic_binding_methods_supported": ["jwk"],
                "credential_signing_alg_values_supported": ["ES256"],
                "proof_types_supported": {"jwt": {"proof_signing_alg_values_supported": ["ES256"]}},
                "credential_metadata": {
                    "display": _named({"ja": "市民証", "en": "Citizen card"}),
                    "claims": [{"path": [name], "display": _named(said)} for name, said in CLAIMS.items()],
                },
            }
        },
    }


def authorization_server() -> dict[str, Any]:
    """Metadata of the token endpoint (RFC 8414)."""
    return {
        "issuer": addresses.issuer(),
        "token_endpoint": addresses.of("/wallet/token"),
        "grant_types_supported": [PRE_AUTHORIZED],
        "pre-authorized_grant_anonymous_access_supported": True,
    }


def jwt_vc_issuer(*, at: datetime) -> dict[str, Any]:
    """Where readers find the keys (SD-JWT VC, JWT VC Issuer Metadata)."""
    return {"issuer": addresses.issuer(), "jwks": jwks(at=at)}


def jwks(*, at: datetime) -> dict[str, Any]:
    """The city's public keys: the one that signs, the next, those of credentials still valid."""
    keys = []
    for key in signing_keys.public_keys(at=at):
        jwk = signing.to_jwk(signing.unpadded(key.x), signing.unpadded(key.y))
        keys.append(jwk | {"kid": key.kid, "use": "sig", "alg": "ES256"})
    return {"keys": keys}


def kind_of_credential() -> dict[str, Any]:
    """What the credential is called and says (SD-JWT VC Type Metadata)."""
    claims = [{"path": [name], "sd": "always", "display": _named(said)} for name, said in CLAIMS.items()]
    return {
        "vct": addresses.kind_of_credential(),
        "name": "Citizen card",
        "display": [{"locale": "ja", "name": "市民証"}, {"locale": "en", "name": "Citizen card"}],
        "claims": claims,
    }


def credential_offer(*, code: str, pin_digits: int) -> dict[str, Any]:
    """What a wallet reads behind the picture."""
    return {
        "credential_issuer": addresses.issuer(),
        "credential_configuration_ids": [CONFIGURATION],
        "grants": {
            PRE_AUTHORIZED: {
                "pre-authorized_code": code,
                "tx_code": {"input_mode": "numeric", "length": pin_digits},
            }
        },
    }


def _named(names: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "locale": locale} for locale, name in names.items()]
