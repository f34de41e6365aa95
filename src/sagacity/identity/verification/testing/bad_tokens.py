"""Every bad id_token that stories know, and the reason each is refused with."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime
from typing import Any

from joserfc import jwk, jwt
from joserfc.jwk import ECKey

from sagacity.identity.verification import refusals, relying_party
from sagacity.identity.verification.party import Party
from sagacity.kit.openid import api as openid

KEY = ECKey.generate_key("P-256", auto_kid=True)
STRANGER = ECKey.generate_key("P-256", auto_kid=True)
PARTY = Party("https://app.example", "city", "https://city.example/back/", "a", "t", "u", "certs")
NONCE = "n"


def published(*keys: ECKey) -> Callable[[str], dict[str, Any]]:
    return lambda url: {"keys": [key.as_dict(private=False) for key in keys]}


def claims(at: datetime, **other: Any) -> dict[str, Any]:
    now = int(at.timestamp())
    good = {"iss": PARTY.issuer, "aud": "city", "sub": "s", "nonce": NONCE, "iat": now, "exp": now + 60}
    return good | other


def token(at: datetime, **other: Any) -> str:
    return jwt.encode({"alg": "ES256", "kid": KEY.kid}, claims(at, **other), KEY)


def checked(said: str, at: datetime) -> dict[str, Any]:
    """What the city reads of a token that is believed."""
    return openid.check_id_token(
        said,
        issuer=PARTY.issuer,
        client_id=PARTY.client_id,
        algorithm=relying_party.ALGORITHM,
        ring=openid.Keyring("certs", fetch=published(KEY)),
        nonce=NONCE,
        at=at,
    )


def _part(said: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()


def _unsigned(at: datetime) -> str:
    return f"{_part({'alg': 'none', 'kid': KEY.kid})}.{_part(claims(at))}."


def _public_key_as_secret(at: datetime) -> str:
    secret = jwk.OctKey.import_key(json.dumps(KEY.as_dict(private=False)))
    return jwt.encode({"alg": "HS256", "kid": KEY.kid}, claims(at), secret)


def _changed(at: datetime) -> str:
    head, _, signature = token(at).split(".")
    return f"{head}.{_part(claims(at, sub='somebody else'))}.{signature}"


def _with(**other: Any) -> Callable[[datetime], str]:
    return lambda at: token(at, **other)


def _after(**seconds: int) -> Callable[[datetime], str]:
    return lambda at: token(at, **{name: int(at.timestamp()) + by for name, by in seconds.items()})


BAD: dict[str, tuple[Callable[[datetime], str], type[refusals.TokenRefused]]] = {
    "nothing": (lambda at: "", refusals.MalformedToken),
    "no token": (lambda at: "a.b.c", refusals.MalformedToken),
    "a head that is a list": (lambda at: "W10.e30.x", refusals.MalformedToken),
    "unsigned": (_unsigned, refusals.WrongAlgorithm),
    "the public key as a secret": (_public_key_as_secret, refusals.WrongAlgorithm),
    "signed by a key nobody published": (
        lambda at: jwt.encode({"alg": "ES256", "kid": STRANGER.kid}, claims(at), STRANGER),
        refusals.UnknownKey,
    ),
    "signed by a stranger in the app's name": (
        lambda at: jwt.encode({"alg": "ES256", "kid": KEY.kid}, claims(at), STRANGER),
        refusals.BadSignature,
    ),
    "changed after signing": (_changed, refusals.BadSignature),
    "of another issuer": (_with(iss="https://app.example/"), refusals.WrongIssuer),
    "for another service": (_with(aud="somebody"), refusals.WrongAudience),
    "for nobody": (_with(aud=None), refusals.WrongAudience),
    "for two and made for neither": (_with(aud=["city", "other"]), refusals.WrongAudience),
    "for two and made for the other": (
        _with(aud=["city", "other"], azp="other"),
        refusals.WrongAudience,
    ),
    "made for another": (_with(azp="other"), refusals.WrongAudience),
    "over": (_after(iat=-120, exp=-60), refusals.ExpiredToken),
    "of tomorrow": (_after(iat=61, exp=200), refusals.NotYetToken),
    "made long ago": (_after(iat=-700, exp=60), refusals.OldToken),
    "answering another question": (_with(nonce="another"), refusals.WrongNonce),
    "answering no question": (_with(nonce=None), refusals.WrongNonce),
    "with an empty nonce": (_with(nonce=""), refusals.WrongNonce),
    "about nobody": (_with(sub=""), refusals.MalformedToken),
    "about a number": (_with(sub=7), refusals.MalformedToken),
    "without an end": (_with(exp=None), refusals.MalformedToken),
    "with an end that is text": (_with(exp="9999999999"), refusals.MalformedToken),
    "with an end that is a word": (_with(exp=True), refusals.MalformedToken),
    "without a beginning": (_with(iat=None), refusals.MalformedToken),
}
