"""Being known by another house: the city as a relying party of OpenID Connect."""

from sagacity.kit.openid.codes import assertion, authorization_url, challenge, made_of, own_token, redeem
from sagacity.kit.openid.discovery import Provider, forget_providers, provider
from sagacity.kit.openid.id_tokens import check_id_token
from sagacity.kit.openid.keyrings import AGAIN_AFTER, Keyring, forget_keyrings, keyring
from sagacity.kit.openid.refusals import (
    BadSignature,
    ClientRefused,
    CodeRefused,
    ExpiredToken,
    MalformedToken,
    NotProven,
    NotYetToken,
    OldToken,
    OtherSubject,
    ProviderDown,
    TokenRefused,
    UnknownKey,
    WrongAlgorithm,
    WrongAudience,
    WrongIssuer,
    WrongNonce,
)
from sagacity.kit.openid.wire import Answer, get, post, post_json

__all__ = [
    "AGAIN_AFTER",
    "Answer",
    "BadSignature",
    "ClientRefused",
    "CodeRefused",
    "ExpiredToken",
    "Keyring",
    "MalformedToken",
    "NotProven",
    "NotYetToken",
    "OldToken",
    "OtherSubject",
    "Provider",
    "ProviderDown",
    "TokenRefused",
    "UnknownKey",
    "WrongAlgorithm",
    "WrongAudience",
    "WrongIssuer",
    "WrongNonce",
    "assertion",
    "authorization_url",
    "challenge",
    "check_id_token",
    "forget_keyrings",
    "forget_providers",
    "get",
    "keyring",
    "made_of",
    "own_token",
    "post",
    "post_json",
    "provider",
    "redeem",
]
