"""Tokens and keys by themselves: what the demonstration's app never says, somebody else might."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from sagacity.identity.verification import refusals
from sagacity.identity.verification.testing.bad_tokens import KEY, checked, published, token
from sagacity.kit.openid import api as openid


@pytest.mark.parametrize("other", [{}, {"aud": ["city"]}, {"aud": ["city", "other"], "azp": "city"}])
def test_a_right_token_is_believed(other: dict[str, Any], at: datetime) -> None:
    assert checked(token(at, **other), at)["sub"] == "s"


@pytest.mark.parametrize("seconds", [-119, -59, 59])
def test_clocks_may_differ_by_a_minute(seconds: int, at: datetime) -> None:
    assert checked(token(at + timedelta(seconds=seconds)), at)["sub"] == "s"


@pytest.mark.parametrize(("seconds", "refusal"), [(-120, refusals.ExpiredToken), (61, refusals.NotYetToken)])
def test_by_more_than_a_minute_they_may_not(
    seconds: int, refusal: type[refusals.TokenRefused], at: datetime
) -> None:
    with pytest.raises(refusal):
        checked(token(at + timedelta(seconds=seconds)), at)


def test_strangers_cannot_make_the_city_ask_for_keys_again_and_again(at: datetime) -> None:
    asked: list[str] = []

    def fetch(url: str) -> dict[str, Any]:
        asked.append(url)
        return published(KEY)(url)

    ring = openid.Keyring("certs", fetch=fetch)
    for second in range(30):
        with pytest.raises(refusals.UnknownKey):
            ring.key(f"invented-{second}", at=at + timedelta(seconds=second))
    assert len(asked) == 1

    with pytest.raises(refusals.UnknownKey):
        ring.key("invented", at=at + openid.AGAIN_AFTER)
    assert len(asked) == 2
    assert ring.key(str(KEY.kid), at=at + openid.AGAIN_AFTER).kid == KEY.kid
    assert len(asked) == 2


@pytest.mark.parametrize(
    "key",
    [
        {"kty": "oct", "k": "c2VjcmV0", "kid": "k"},
        {"kty": "EC", "crv": "P-384", "x": "x", "y": "y", "kid": "k"},
        {"kty": "EC", "crv": "P-256", "x": "x", "y": "y"},
        "no key",
    ],
)
def test_keys_of_another_kind_are_not_kept(key: object, at: datetime) -> None:
    ring = openid.Keyring("certs", fetch=lambda url: {"keys": [key]})

    with pytest.raises(refusals.UnknownKey):
        ring.key("k", at=at)
