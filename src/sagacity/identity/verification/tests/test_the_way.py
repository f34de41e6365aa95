"""From the first page to the app and back: what is proven, and what is refused with which reason."""

from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from pytest_django import Settings

from sagacity.identity.accounts import api as accounts
from sagacity.identity.accounts.testing import sign_in
from sagacity.identity.testing import Actor
from sagacity.identity.verification import models, words
from sagacity.identity.verification.providers.demo import DemoApp
from sagacity.identity.verification.providers.demo_cards import Mischief
from sagacity.identity.verification.testing.card_app import Verifier, at_the_app
from sagacity.kit.audit import api as audit

pytestmark = pytest.mark.django_db(transaction=True)


def level_of(verifier: Verifier) -> int:
    """What the done page knows; a page of level 3 would ask again below it."""
    from django.http import HttpRequest

    request = HttpRequest()
    request.COOKIES = {name: morsel.value for name, morsel in verifier.actor.client.cookies.items()}
    from sagacity.kit import clock

    return int(accounts.level_of(request, at=clock.now()))


def test_the_way_leads_to_the_four_facts_and_the_resident_is_found(
    app: DemoApp, hanako_signed_in: Verifier, inhabitant: str
) -> None:
    cookie = hanako_signed_in.actor.client.cookies["sagacity_resident"].value
    answer = hanako_signed_in.verifies(next="/apps/garbage/", need="3")

    assert answer.status_code == 200
    assert "あなた本人であることを確かめました" in hanako_signed_in.actor.sees()
    assert "失効していないことも" in hanako_signed_in.actor.sees()
    assert 'href="/apps/garbage/"' in answer.content.decode()
    assert level_of(hanako_signed_in) == 3
    resident = accounts.resident_of_inhabitant(inhabitant)
    assert resident is not None
    assert resident.verified
    assert hanako_signed_in.actor.client.cookies["sagacity_resident"].value != cookie


def test_what_is_asked_is_what_the_act_needs(
    app: DemoApp, hanako_signed_in: Verifier, inhabitant: str
) -> None:
    first = parse_qs(urlsplit(hanako_signed_in.sets_out()).query)
    hanako_signed_in.verifies()
    again = parse_qs(urlsplit(hanako_signed_in.sets_out()).query)

    assert first["scope"] == ["openid name address birthdate gender"]
    assert first["code_challenge_method"] == ["S256"]
    assert first["acr_values"] == ["aal3 crl"]
    assert again["scope"] == ["openid"]
    assert "氏名や住所は受け取りません" in hanako_signed_in.actor.sees("/me/verify/")
    assert hanako_signed_in.verifies().status_code == 200


def test_nothing_secret_and_no_fact_lies_in_the_database_after_the_way(
    app: DemoApp, hanako_signed_in: Verifier, inhabitant: str
) -> None:
    address = hanako_signed_in.sets_out()
    state = parse_qs(urlsplit(address).query)["state"][0]
    hanako_signed_in.comes_back(at_the_app(address))

    row = models.Transaction.objects.get()
    assert state not in {row.state_hash, row.browser_hash}
    assert row.outcome == "verified unrevoked"
    assert not models.Question.objects.exists()


REFUSED = {
    Mischief.EXPIRED_TOKEN: "expired_token",
    Mischief.FUTURE_TOKEN: "not_yet_token",
    Mischief.OLD_TOKEN: "old_token",
    Mischief.WRONG_NONCE: "wrong_nonce",
    Mischief.ALG_NONE: "wrong_algorithm",
    Mischief.ALG_HS256: "wrong_algorithm",
    Mischief.FOREIGN_AUDIENCE: "wrong_audience",
    Mischief.FOREIGN_ISSUER: "wrong_issuer",
    Mischief.UNKNOWN_KEY: "unknown_key",
    Mischief.BROKEN_SIGNATURE: "bad_signature",
    Mischief.OTHER_SUBJECT: "other_subject",
    Mischief.MISSING_FACT: "facts_unreadable",
    Mischief.DOWN: "app_down",
}


@pytest.mark.parametrize("mischief", REFUSED)
def test_a_token_that_is_not_right_is_refused_with_its_own_reason(
    mischief: Mischief, app: DemoApp, hanako_signed_in: Verifier, inhabitant: str
) -> None:
    answer = hanako_signed_in.verifies(mischief=mischief)

    assert answer.status_code >= 400
    assert hanako_signed_in.actor.sees().count(REFUSED[mischief]) == 1
    assert models.Transaction.objects.get().outcome == REFUSED[mischief]
    assert accounts.resident_of_inhabitant(inhabitant) is None
    assert any(line.action == f"verification.refused.{REFUSED[mischief]}" for line in audit.latest())


def test_a_new_key_of_the_app_is_fetched_once(
    app: DemoApp, hanako_signed_in: Verifier, inhabitant: str
) -> None:
    assert hanako_signed_in.verifies().status_code == 200

    from sagacity.identity.verification import party
    from sagacity.kit.openid import api as openid

    ring = openid.keyring(party.current().certs)
    assert ring.fetched_at is not None
    ring.fetched_at -= openid.AGAIN_AFTER
    assert hanako_signed_in.verifies(mischief=Mischief.ROTATED_KEY).status_code == 200
    assert len(ring.keys) == 2


def test_an_answer_that_does_not_speak_of_revocation_is_told_so(
    app: DemoApp, hanako_signed_in: Verifier, inhabitant: str
) -> None:
    hanako_signed_in.verifies(mischief=Mischief.NO_CRL)

    assert "アプリの返事に書かれていませんでした" in hanako_signed_in.actor.sees()


@pytest.mark.parametrize(
    ("card", "pin", "reason"),
    [("revoked", "1234", "card_not_good"), ("", "1234", "stopped")],
)
def test_a_way_that_ends_at_the_app_is_explained(
    card: str, pin: str, reason: str, app: DemoApp, hanako_signed_in: Verifier
) -> None:
    hanako_signed_in.verifies(card=card, pin=pin)

    assert reason in hanako_signed_in.actor.sees()


def test_the_same_return_counts_once(app: DemoApp, hanako_signed_in: Verifier, inhabitant: str) -> None:
    there = at_the_app(hanako_signed_in.sets_out())
    hanako_signed_in.comes_back(there)

    assert hanako_signed_in.comes_back(there).status_code == 410
    assert "state_used" in hanako_signed_in.actor.sees()


def test_a_state_nobody_began_is_refused(app: DemoApp, hanako_signed_in: Verifier) -> None:
    hanako_signed_in.comes_back("http://localhost/me/verify/back/?code=x&state=invented")

    assert "unknown_state" in hanako_signed_in.actor.sees()


def test_who_comes_back_too_late_begins_again(app: DemoApp, hanako_signed_in: Verifier) -> None:
    there = at_the_app(hanako_signed_in.sets_out())
    row = models.Transaction.objects.get()
    from sagacity.identity.verification import transactions

    models.Transaction.objects.update(began_at=row.began_at - transactions.LIVES)
    hanako_signed_in.comes_back(there)

    assert "too_late" in hanako_signed_in.actor.sees()


def test_another_browser_is_told_so_and_the_way_is_over(
    app: DemoApp, hanako_signed_in: Verifier, inhabitant: str
) -> None:
    there = at_the_app(hanako_signed_in.sets_out(next="/apps/events/", need="3"))
    elsewhere = Actor()

    answer = hanako_signed_in.comes_back(there, by=elsewhere)

    assert answer.status_code == 409
    assert "違うブラウザー" in elsewhere.sees()
    assert "/me/verify/?need=3&amp;next=%2Fapps%2Fevents%2F" in answer.content.decode()
    hanako_signed_in.comes_back(there)
    assert "state_used" in hanako_signed_in.actor.sees()
    assert accounts.resident_of_inhabitant(inhabitant) is None


def test_a_link_sent_by_somebody_else_binds_their_card_to_nobody(
    app: DemoApp, hanako_signed_in: Verifier, inhabitant: str
) -> None:
    other = Actor()
    sign_in(other, level=1)
    mallory = Verifier(other)
    mallory.sets_out()
    hanako_signed_in.sets_out()

    hanako_signed_in.comes_back(at_the_app(mallory.sets_out()))

    assert "other_browser" in hanako_signed_in.actor.sees()


def test_somebody_elses_card_does_not_raise_an_account_that_is_proven(
    app: DemoApp, hanako_signed_in: Verifier, inhabitant: str
) -> None:
    from dataclasses import replace
    from datetime import date

    from sagacity.identity.register.testing import HANAKO, enrolled
    from sagacity.kit import clock

    enrolled(replace(HANAKO, number="77", name="他市　住人", birth_date=date(1971, 1, 1)), at=clock.now())
    hanako_signed_in.verifies()

    hanako_signed_in.verifies(card="stranger")
    assert "new_card" in hanako_signed_in.actor.sees()
    hanako_signed_in.verifies(card="stranger", facts="1")
    assert "another_person" in hanako_signed_in.actor.sees()


def test_a_city_that_is_not_connected_says_so(hanako_signed_in: Verifier, settings: Settings) -> None:
    settings.VERIFICATION_URL = ""

    assert "まだ使えません" in hanako_signed_in.actor.sees("/me/verify/")
    assert hanako_signed_in.actor.sends("/me/verify/start/").status_code == 503


def test_who_is_not_signed_in_is_led_there_first(db: None) -> None:
    assert "/me/sign-in/" in Actor().client.get("/me/verify/").headers["Location"]


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_way_leads_on_to_no_other_host(
    place: str, app: DemoApp, hanako_signed_in: Verifier, inhabitant: str
) -> None:
    assert "evil" not in hanako_signed_in.verifies(next=place).content.decode()
    assert "javascript:" not in hanako_signed_in.verifies(next=place).content.decode()


def test_a_page_that_needs_the_card_leads_here(hanako_signed_in: Verifier) -> None:
    page = hanako_signed_in.actor.opens("/me/raise/", need="3", next="/apps/events/").content.decode()

    assert 'href="/me/verify/?need=3&amp;next=' in page


def test_a_form_that_was_held_is_gone_on_with_after_the_card(
    app: DemoApp, hanako_signed_in: Verifier, inhabitant: str
) -> None:
    page = hanako_signed_in.actor.opens("/me/raise/", need="3", next="/apps/events/").content.decode()
    address = page.split('href="/me/verify/?need=3&amp;next=')[1].split('"')[0]

    answer = hanako_signed_in.verifies(need="3", next=unquote(address))

    onward = answer.content.decode().split("sg-button--lg")[1].split('href="')[1].split('"')[0]
    assert "/apps/events/" in unquote(onward)
    led = hanako_signed_in.actor.opens(unescape(onward))
    assert led.status_code == 200
    assert "だれかを確かめる" not in hanako_signed_in.actor.sees()


def test_a_page_with_a_very_long_address_is_kept_whole_or_not_at_all() -> None:
    assert words.safe("/apps/?q=" + "x" * words.LONGEST) == ""
    assert len(words.safe("/apps/?q=" + "x" * 1000)) > 1000
