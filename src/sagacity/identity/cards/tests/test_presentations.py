"""What a wallet shows is checked, and each bad presentation refused with its own reason."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from sagacity.identity.cards import api as cards
from sagacity.identity.cards.tests.wallet import Wallet, checked, shown
from sagacity.identity.cards.tokens import refusals, signing
from sagacity.identity.cards.wallets import (
    jws,
    presentations,
    sd_jwt,
)

pytestmark = pytest.mark.usefixtures("opened")


def _changed(wallet: Wallet, at: datetime) -> tuple[str, str]:
    text, nonce = shown(wallet, "age_over_18", at=at)
    token, fact, binding = text.split("~")
    salt, name, _ = json.loads(signing.unpadded(fact))
    return "~".join([token, jws.written([salt, name, False]), binding]), nonce


def _added(wallet: Wallet, at: datetime) -> tuple[str, str]:
    text, nonce = shown(wallet, at=at)
    token, binding = text.split("~")
    fact = next(one for one in wallet.credential.split("~") if b"age_over" in signing.unpadded(one))
    return "~".join([token, fact, binding]), nonce


def _twice(wallet: Wallet, at: datetime) -> tuple[str, str]:
    text, nonce = shown(wallet, "name", at=at)
    token, fact, binding = text.split("~")
    return "~".join([token, fact, fact, binding]), nonce


def _by_another(wallet: Wallet, at: datetime) -> tuple[str, str]:
    wallet.private = signing.new_private()
    return shown(wallet, "name", at=at)


def _forged(wallet: Wallet, at: datetime) -> tuple[str, str]:
    token = jws.read(wallet.credential.split("~")[0], kind=sd_jwt.KIND)
    wallet.credential = (
        jws.made(
            token.claims,
            header={"typ": sd_jwt.KIND, "kid": token.header["kid"]},
            private=signing.new_private(),
        )
        + "~"
    )
    return shown(wallet, at=at)


def _of(claim: str, value: Any, **header: Any) -> Callable[[Wallet, datetime], tuple[str, str]]:
    """Claims of the credential that the city would never sign so; signed by its key all the same."""

    def story(wallet: Wallet, at: datetime) -> tuple[str, str]:
        from sagacity.identity.cards import signing_keys

        token, signer = (
            jws.read(wallet.credential.split("~")[0], kind=sd_jwt.KIND),
            signing_keys.signer(at=at),
        )
        claims = {**token.claims, claim: value}
        head = {"typ": sd_jwt.KIND, "kid": signer.kid, **header}
        wallet.credential = jws.made(claims, header=head, private=signer.private) + "~"
        return shown(wallet, at=at)

    return story


def _unbound(wallet: Wallet, at: datetime) -> tuple[str, str]:
    return wallet.credential, presentations.ask()


BAD: dict[str, tuple[Callable[[Wallet, datetime], tuple[str, str]], str]] = {
    "nothing": (lambda wallet, at: ("", ""), "malformed"),
    "without the holder's signature": (_unbound, "malformed"),
    "a fact that was changed": (_changed, "malformed"),
    "a fact that stands there twice": (_twice, "malformed"),
    "a fact that was added by somebody": (_added, "other_facts"),
    "signed by another key": (_by_another, "bad_signature"),
    "a token signed by a stranger": (_forged, "bad_signature"),
    "a key nobody knows": (_of("x", 1, kid="AAAAAAAAAAA"), "unknown_key"),
    "another algorithm": (_of("x", 1, alg="none"), "malformed"),
    "another kind of token": (_of("x", 1, typ="JWT"), "malformed"),
    "another city": (_of("iss", "https://elsewhere.example"), "foreign"),
    "another kind of credential": (_of("vct", "https://city.example/other"), "malformed"),
    "bound to no key": (_of("cnf", {}), "malformed"),
    "over": (_of("exp", 1), "expired"),
    "of tomorrow": (_of("iat", 4_000_000_000), "not_yet"),
    "a place in the list that is nobody's": (
        _of("status", {"status_list": {"idx": -1, "uri": "x"}}),
        "revoked",
    ),
    "shown to somebody else": (
        lambda wallet, at: shown(wallet, at=at, aud="https://other.example"),
        "wrong_audience",
    ),
    "an answer to another question": (
        lambda wallet, at: (shown(wallet, at=at)[0], presentations.ask()),
        "wrong_nonce",
    ),
    "signed long ago": (lambda wallet, at: shown(wallet, at=at, iat=int(at.timestamp()) - 301), "stale"),
    "signed tomorrow": (lambda wallet, at: shown(wallet, at=at, iat=int(at.timestamp()) + 61), "stale"),
}


@pytest.mark.parametrize("story", BAD)
def test_a_bad_presentation_is_refused_with_its_own_reason(story: str, wallet: Wallet, at: datetime) -> None:
    make, reason = BAD[story]
    text, nonce = make(wallet, at)

    with pytest.raises(cards.CardRefused) as refused:
        checked(text, nonce, at)

    assert refused.value.reason == reason


def test_a_presentation_counts_once_and_its_nonce_for_five_minutes(
    wallet: Wallet, at: datetime, morning: time_machine.Traveller
) -> None:
    text, nonce = shown(wallet, "name", at=at)
    checked(text, nonce, at)
    with pytest.raises(cards.Replayed):
        checked(text, nonce, at)

    late, nonce = shown(wallet, "name", at=at)
    morning.move_to(at + timedelta(minutes=4))
    assert checked(late, nonce, at + timedelta(minutes=4))
    late, nonce = shown(wallet, "name", at=at + timedelta(minutes=10))
    morning.move_to(at + timedelta(minutes=10))
    with pytest.raises(presentations.WrongNonce):
        checked(late, nonce, at + timedelta(minutes=10))


def test_the_open_check_says_whether_a_presentation_holds(wallet: Wallet, at: datetime) -> None:
    asked = wallet.client.get("/wallet/check.json").json()
    text = wallet.shows("age_over_18", at=at, nonce=asked["nonce"], audience=asked["aud"])

    assert wallet.posts("/wallet/check.json", presentation=text, nonce=asked["nonce"])[1]["facts"] == {
        "age_over_18": True
    }
    assert wallet.posts("/wallet/check.json", presentation=text, nonce=asked["nonce"]) == (
        422,
        {"holds": False, "reason": "replayed"},
    )


@pytest.mark.parametrize("text", ["~", "~~", "a~b", "a.b.c~", "\ud800~", "e30.e30.~x~e30.e30.", "~" * 5000])
def test_whatever_is_sent_is_refused_and_breaks_nothing(text: str) -> None:
    with pytest.raises(refusals.CardRefused):
        sd_jwt.taken_apart(text)
