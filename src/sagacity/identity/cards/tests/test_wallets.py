"""A wallet of somebody else takes the card; others read it too."""

import json
import secrets
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from jwcrypto.jwk import JWK
from pytest_django import Settings
from sd_jwt.holder import SDJWTHolder
from sd_jwt.verifier import SDJWTVerifier

from sagacity.identity.accounts import api as accounts
from sagacity.identity.cards import api as cards
from sagacity.identity.cards import models
from sagacity.identity.cards.tests.wallet import FACTS, Wallet, checked, shown
from sagacity.identity.cards.tokens import signing
from sagacity.identity.cards.wallets import (
    addresses,
    issuing,
    jws,
    metadata,
    offers,
    presentations,
    sd_jwt,
    status_tokens,
)
from sagacity.identity.register import api as register
from sagacity.identity.register.testing import HANAKO
from sagacity.identity.testing import StaffActor
from sagacity.kit import policy
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.usefixtures("opened")


def test_a_library_of_others_reads_the_card_and_the_facts_its_holder_shows(
    wallet: Wallet, at: datetime
) -> None:
    keys = wallet.client.get("/.well-known/jwt-vc-issuer").json()["jwks"]["keys"]
    holder = SDJWTHolder(wallet.credential)
    key = JWK(**{**wallet.jwk, "d": signing.padless(_number(wallet))})
    holder.create_presentation({"age_over_18": True}, "n-0", "https://shop.example", key, "ES256")

    def key_of(issuer: str, header: dict[str, Any]) -> JWK:
        assert (issuer, header["typ"]) == (addresses.issuer(), "dc+sd-jwt")
        return JWK(**next(one for one in keys if one["kid"] == header["kid"]))

    said = SDJWTVerifier(
        holder.sd_jwt_presentation, key_of, "https://shop.example", "n-0"
    ).get_verified_payload()

    assert said["age_over_18"] is True
    assert not {"name", "birthdate", "district"} & set(said)
    assert said["vct"] == addresses.kind_of_credential()


def test_the_city_reads_what_a_library_of_others_presents(wallet: Wallet, at: datetime) -> None:
    nonce, holder = presentations.ask(), SDJWTHolder(wallet.credential)
    key = JWK(**{**wallet.jwk, "d": signing.padless(_number(wallet))})
    holder.create_presentation({"name": True, "district": True}, nonce, "https://desk.example", key, "ES256")

    found = checked(holder.sd_jwt_presentation, nonce, at)

    assert found.facts == {"name": FACTS["name"], "district": FACTS["district"]}


def _number(wallet: Wallet) -> bytes:
    return wallet.private.private_numbers().private_value.to_bytes(32, "big")


def test_each_fact_is_shown_by_itself_and_the_token_names_none(wallet: Wallet, at: datetime) -> None:
    for name, value in FACTS.items():
        assert checked(*shown(wallet, name, at=at), at).facts == {name: value}
    assert checked(*shown(wallet, *FACTS, at=at), at).facts == FACTS
    token = jws.read(wallet.credential.split("~")[0], kind=sd_jwt.KIND)
    assert set(token.claims) == {"iss", "vct", "iat", "exp", "cnf", "status", "_sd", "_sd_alg"}
    looks = [line for line in audit.latest() if line.action == "register.read"]
    assert len(looks) == 1


def test_metadata_leads_a_wallet_from_the_offer_to_every_door(offer: cards.WalletOffer) -> None:
    client = Client()
    said = client.get(f"/wallet/offers/{offer.name}.json").json()
    issuer = client.get("/.well-known/openid-credential-issuer").json()
    server = client.get("/.well-known/oauth-authorization-server").json()

    assert said["credential_issuer"] == issuer["credential_issuer"] == server["issuer"]
    (name,) = said["credential_configuration_ids"]
    kind = issuer["credential_configurations_supported"][name]
    assert (kind["format"], kind["vct"]) == ("dc+sd-jwt", addresses.kind_of_credential())
    assert client.get("/wallet/types/citizen.json").json()["vct"] == kind["vct"]
    assert metadata.PRE_AUTHORIZED in server["grant_types_supported"]


def test_code_pin_and_token_count_once(offer: cards.WalletOffer, at: datetime) -> None:
    wallet = Wallet()
    assert wallet.token(offer, pin="000000" if offer.pin != "000000" else "1")[0] == 400
    token = wallet.token(offer)[1]["access_token"]

    assert Client().get(f"/wallet/offers/{offer.name}.json").status_code == 404
    with pytest.raises(offers.NoSuchOffer):
        offers.redeem(code=offers._SIGNER.sign(offer.name), pin=offer.pin, at=at)
    assert wallet.asks(token, wallet.proof(at))[0] == 200
    assert wallet.asks(token, wallet.proof(at)) == (401, {"error": "invalid_token"})


def test_a_pin_is_guessed_five_times(offer: cards.WalletOffer, at: datetime) -> None:
    code = offers.code_of(offer.name, at=at)
    for _ in range(offers.MOST_TRIES):
        with pytest.raises(offers.WrongPin):
            offers.redeem(code=code, pin="wrong", at=at)

    with pytest.raises(offers.NoSuchOffer):
        offers.redeem(code=code, pin=offer.pin, at=at)


def test_an_offer_is_over_after_five_minutes_and_by_the_next_one(
    offer: cards.WalletOffer, resident: policy.Person, at: datetime
) -> None:
    code = offers.code_of(offer.name, at=at)
    with pytest.raises(offers.NoSuchOffer):
        offers.redeem(code=code, pin=offer.pin, at=at + offers.LIVES)

    cards.offer_to_wallet(by=resident, at=at)

    with pytest.raises(offers.NoSuchOffer):
        offers.redeem(code=code, pin=offer.pin, at=at)


def test_nothing_that_opens_an_offer_stands_in_the_table(offer: cards.WalletOffer, at: datetime) -> None:
    code = offers.code_of(offer.name, at=at)
    token = offers.redeem(code=code, pin=offer.pin, at=at)

    kept = str(vars(models.WalletOffer.objects.get()))
    assert not any(secret in kept for secret in (code, code.split(":")[1], f"'{offer.pin}'", token))


BAD_PROOFS: dict[str, Callable[[Wallet, datetime], str]] = {
    "another house": lambda wallet, at: wallet.proof(at, aud="https://elsewhere.example"),
    "an old one": lambda wallet, at: wallet.proof(at, iat=int(at.timestamp()) - 400),
    "no time": lambda wallet, at: wallet.proof(at, iat=None),
    "a made-up nonce": lambda wallet, at: wallet.proof(at, nonce="x"),
    "a nonce for something else": lambda wallet, at: wallet.proof(at, nonce=presentations.ask()),
    "another key": lambda wallet, at: jws.made(
        {"aud": addresses.issuer(), "iat": int(at.timestamp())},
        header={"typ": issuing.PROOF, "jwk": Wallet().jwk},
        private=wallet.private,
    ),
    "another kind": lambda wallet, at: jws.made(
        {}, header={"typ": "JWT", "jwk": wallet.jwk}, private=wallet.private
    ),
    "no proof": lambda wallet, at: "x",
}


@pytest.mark.parametrize("story", BAD_PROOFS)
def test_a_wallet_that_does_not_show_its_key_gets_nothing(
    story: str, offer: cards.WalletOffer, at: datetime
) -> None:
    wallet = Wallet()
    token = wallet.token(offer)[1]["access_token"]

    status, said = wallet.asks(token, BAD_PROOFS[story](wallet, at))

    assert (status, said["error"] in {"invalid_proof", "invalid_nonce"}) == (400, True)
    assert not models.Card.objects.exists()


def test_who_moved_away_has_no_card_in_a_wallet_either_and_the_list_says_so(
    wallet: Wallet, at: datetime, deliver: Callable[..., int]
) -> None:
    row = models.Card.objects.get()
    assert row.place is not None
    x, y = cards.public_keys(at=at)[0].x, cards.public_keys(at=at)[0].y
    public = signing.public_of(signing.unpadded(x), signing.unpadded(y))
    before = wallet.client.get("/wallet/status/1")
    assert before["Content-Type"] == "application/statuslist+jwt"
    assert not status_tokens.is_ended(before.content.decode(), place=row.place, public=public)

    register.leave(number=HANAKO.number, why="moved_out", on=at.date(), by=policy.SYSTEM, at=at)
    deliver()

    with pytest.raises(cards.Revoked):
        checked(*shown(wallet, "name", at=at), at)
    after = wallet.client.get("/wallet/status/1").content.decode()
    assert status_tokens.is_ended(after, place=row.place, public=public)
    claims = jws.read(after, kind=status_tokens.KIND).claims
    assert claims["sub"] == addresses.status_list()
    assert len(after) < 1000


def test_a_clerk_sees_the_card_in_the_wallet_and_ends_it(
    wallet: Wallet, clerk: StaffActor, inhabitant: str, at: datetime
) -> None:
    clerk.sends("/staff/cards/", name="見本花子", birth_date="1985-04-01", purpose="なくした届け出のため")
    assert "本人のウォレット" in clerk.sees()

    number = models.Card.objects.get().number
    clerk.sends(f"/staff/cards/{inhabitant}/end/", card=number, why="lost")

    with pytest.raises(cards.Revoked):
        checked(*shown(wallet, "name", at=at), at)


def test_a_rotated_key_goes_on_to_be_known_and_a_withdrawn_one_does_not(wallet: Wallet, at: datetime) -> None:
    cards.rotate(by=policy.SYSTEM, at=at)
    assert checked(*shown(wallet, "name", at=at), at)

    cards.rotate(by=policy.SYSTEM, at=at, at_once=True)

    with pytest.raises(cards.UnknownKey):
        checked(*shown(wallet, "name", at=at), at)


def test_the_district_of_who_is_protected_stays_out(resident: policy.Person, at: datetime) -> None:
    from dataclasses import replace

    register.enrol(entry=replace(HANAKO, has_support_measures=True), by=policy.SYSTEM, at=at)
    wallet = Wallet()
    wallet.takes(cards.offer_to_wallet(by=resident, at=at, district="本町"), at=at)

    assert "district" not in checked(*shown(wallet, *FACTS, at=at), at).facts


def test_who_has_proven_too_little_is_offered_nothing(resident: policy.Person, at: datetime) -> None:
    by = policy.Person(resident.key, "", "resident", level=accounts.Level.CONTACT)

    with pytest.raises(policy.TooLittleAssurance):
        cards.offer_to_wallet(by=by, at=at)


@pytest.mark.parametrize(
    "path",
    [
        "/.well-known/openid-credential-issuer",
        "/.well-known/oauth-authorization-server",
        "/.well-known/jwt-vc-issuer",
        "/wallet/types/citizen.json",
        "/wallet/status/1",
        "/wallet/offers/x.json",
        "/wallet/check.json",
    ],
)
def test_every_door_is_closed_unless_the_city_opens_it(path: str, settings: Settings, db: None) -> None:
    settings.CARD_WALLETS = False

    assert Client().get(path).status_code == 404


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2008, 4, 1), date(2026, 3, 31), 17),
        (date(2008, 4, 1), date(2026, 4, 1), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_somebody_grows_older_on_their_birthday(born: date, on: date, years: int) -> None:
    assert issuing.age(born, on=on) == years


def test_the_salt_of_each_fact_is_its_own(wallet: Wallet) -> None:
    salts = [json.loads(signing.unpadded(one))[0] for one in wallet.credential.split("~")[1:-1]]

    assert len(set(salts)) == len(FACTS)
    assert min(len(salt) for salt in salts) >= len(secrets.token_urlsafe(16))
