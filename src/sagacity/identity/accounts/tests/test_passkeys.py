"""Passkeys: made and used without a password, each challenge good once and for one browser."""

import copy
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from sagacity.identity import ceremonies
from sagacity.identity.accounts import models, passkeys, testing
from sagacity.identity.testing import Actor
from sagacity.identity.tests.authenticator import Authenticator
from sagacity.kit import clock

pytestmark = pytest.mark.django_db


def _sends(actor: Actor, path: str, body: dict[str, Any]) -> Any:
    return actor.client.post(path, data=body, content_type="application/json")


def _makes(actor: Actor, phone: Authenticator, **more: Any) -> Any:
    asked = _sends(actor, "/me/passkeys/new.json", {}).json()
    return _sends(actor, "/me/passkeys/add.json", {"answer": phone.makes(asked), **more})


def _uses(actor: Actor, phone: Authenticator) -> Any:
    asked = _sends(actor, "/me/passkeys/ask.json", {}).json()
    return _sends(actor, "/me/passkeys/use.json", {"answer": phone.uses(asked)})


def test_an_account_begins_with_a_passkey_alone_and_proves_no_contact(hanako: Actor) -> None:
    answer = _makes(hanako, Authenticator())

    assert answer.json() == {"next": "/me/"}
    account = models.Account.objects.get()
    assert (account.mail, account.ial) == ("", 0)
    assert models.Session.objects.get().aal == 2
    assert "だれかを確かめていません" in hanako.sees("/me/")


def test_the_passkey_signs_in_elsewhere_without_a_name_or_password(hanako: Actor) -> None:
    phone = Authenticator()
    _makes(hanako, phone)
    tablet = Actor(address="192.0.2.77")

    assert _uses(tablet, phone).status_code == 200

    assert models.Account.objects.count() == 1
    assert models.Session.objects.filter(aal=2).count() == 2


def test_what_is_asked_is_for_this_city_discoverable_and_with_the_person_verified(hanako: Actor) -> None:
    asked = _sends(hanako, "/me/passkeys/new.json", {}).json()["publicKey"]

    assert asked["rp"]["id"] == "localhost"
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert "hanako" not in str(asked["user"])


def test_a_challenge_is_good_once(hanako: Actor) -> None:
    phone = Authenticator()
    _makes(hanako, phone)
    thief = Actor()
    asked = _sends(thief, "/me/passkeys/ask.json", {}).json()
    said = {"answer": phone.uses(asked)}
    cookie = thief.client.cookies[passkeys.COOKIE].value
    assert _sends(thief, "/me/passkeys/use.json", said).status_code == 200

    thief.client.cookies[passkeys.COOKIE] = cookie

    assert _sends(thief, "/me/passkeys/use.json", said).status_code == 400


def test_the_answer_to_one_browser_is_worth_nothing_in_another(hanako: Actor) -> None:
    phone = Authenticator()
    _makes(hanako, phone)
    asked = _sends(Actor(), "/me/passkeys/ask.json", {}).json()
    thief = Actor()
    _sends(thief, "/me/passkeys/ask.json", {})

    assert _sends(thief, "/me/passkeys/use.json", {"answer": phone.uses(asked)}).status_code == 400
    assert models.Session.objects.count() == 1


def test_asking_for_challenges_writes_nothing(hanako: Actor, django_assert_num_queries: Any) -> None:
    _sends(hanako, "/me/passkeys/ask.json", {})

    with django_assert_num_queries(0):
        _sends(hanako, "/me/passkeys/ask.json", {})
        _sends(hanako, "/me/passkeys/new.json", {})


def test_a_challenge_is_good_for_some_minutes(hanako: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _sends(hanako, "/me/passkeys/new.json", {}).json()
    monkeypatch.setattr(ceremonies, "GOOD_FOR", timedelta(seconds=-1))

    answer = _sends(hanako, "/me/passkeys/add.json", {"answer": Authenticator().makes(asked)})

    assert answer.status_code == 400
    assert not models.Account.objects.exists()


@pytest.mark.parametrize(
    "phone",
    [
        Authenticator(origin="https://localhost.evil.example"),
        Authenticator(rp_id="evil.example"),
    ],
    ids=["made on another site", "made for another site"],
)
def test_a_passkey_of_another_site_is_refused(hanako: Actor, phone: Authenticator) -> None:
    assert _makes(hanako, phone).status_code == 400
    assert not models.Account.objects.exists()


def test_a_passkey_without_finger_face_or_pin_is_refused(hanako: Actor) -> None:
    phone = Authenticator()
    phone.flags = phone.flags.__class__.UP

    assert _makes(hanako, phone).status_code == 400


def test_a_copied_passkey_opens_nothing_and_says_what_to_do(hanako: Actor) -> None:
    phone = Authenticator()
    _makes(hanako, phone)
    copied = copy.copy(phone)
    _uses(Actor(), phone)
    _uses(Actor(), phone)
    before = models.Session.objects.count()

    answer = _uses(Actor(), copied)

    assert answer.status_code == 400
    assert "写し" in answer.json()["problem"]
    assert models.Session.objects.count() == before


def test_keys_kept_in_a_cloud_count_nothing_and_work(hanako: Actor) -> None:
    phone = Authenticator()
    for _ in range(2):
        phone.count = -1
        assert (_makes if not models.Passkey.objects.exists() else _uses)(hanako, phone).status_code == 200


def test_a_second_passkey_is_added_named_and_removed(hanako: Actor) -> None:
    _makes(hanako, Authenticator())
    _makes(hanako, Authenticator(), name="ノートパソコン")

    hanako.sends(f"/me/passkeys/{models.Passkey.objects.first().pk}/", act="rename", name="会社の電話")  # type: ignore[union-attr]
    page = hanako.sees("/me/")
    assert "会社の電話" in page
    assert "ノートパソコン" in page

    for row in models.Passkey.objects.order_by("id"):
        hanako.sends(f"/me/passkeys/{row.pk}/", act="remove")
    assert models.Passkey.objects.count() == 1, "the last way in must stay"
    assert "サインインする方法がなくなる" in hanako.sees()


def test_a_mailbox_alone_puts_no_passkey_on_a_proven_account(hanako: Actor) -> None:
    """Whoever takes over a mailbox must not become a citizen by it."""
    testing.sign_in(hanako, level=3)
    models.Session.objects.update(aal=1, how="mail", proven=0, verified_at=None)

    answer = _sends(hanako, "/me/passkeys/new.json", {})

    assert answer.status_code == 400
    assert "本人確認がすんだ" in answer.json()["problem"]


def test_a_mailbox_alone_changes_no_way_into_a_proven_account(hanako: Actor) -> None:
    _makes(hanako, Authenticator())
    testing.sign_in(thief := Actor(), level=3)
    models.Passkey.objects.update(account=models.Session.objects.latest("id").account)
    models.Session.objects.update(aal=1, how="mail", proven=0, verified_at=None)
    before = models.Account.objects.latest("id").mail

    thief.sends(f"/me/passkeys/{models.Passkey.objects.get().pk}/", act="remove")
    thief.sends("/me/codes/")
    thief.sends("/me/mail/", mail="thief@example.jp", **{"for": "contact"})

    assert models.Passkey.objects.exists()
    assert not models.SpareCode.objects.exists()
    assert not models.MailCode.objects.exists()
    assert models.Account.objects.latest("id").mail == before
    assert "パスキーかマイナンバーカードで確かめて" in thief.sees()


def test_a_new_passkey_asks_once_more_who_it_is(hanako: Actor) -> None:
    testing.sign_in(hanako)
    models.Session.objects.update(signed_in_at=clock.now() - timedelta(minutes=16))

    answer = _sends(hanako, "/me/passkeys/new.json", {})

    assert answer.json()["next"].startswith("/me/raise/?again=1")


@pytest.mark.parametrize("broken", [{}, {"answer": 1}, {"answer": {}}, [], "x"])
def test_nonsense_is_refused_in_words(hanako: Actor, broken: Any) -> None:
    for path in ("/me/passkeys/add.json", "/me/passkeys/use.json"):
        _sends(hanako, "/me/passkeys/ask.json", {})
        answer = _sends(hanako, path, broken)
        assert (answer.status_code, list(answer.json())) == (400, ["problem"])


def test_a_site_that_is_only_a_number_has_no_passkeys(hanako: Actor, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://203.0.113.5"

    assert ceremonies.rp_id() == ""
    assert "data-passkeys" not in hanako.client.get("/me/sign-in/").content.decode()


def test_in_production_only_the_very_address_counts(hanako: Actor, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://city.example.jp"
    assert ceremonies.rp_id() == "city.example.jp"

    beside = Authenticator(origin="https://shop.city.example.jp", rp_id="city.example.jp")
    assert _makes(hanako, beside).status_code == 400
    right = Authenticator(origin="https://city.example.jp", rp_id="city.example.jp")
    assert _makes(hanako, right).status_code == 200


def test_the_page_opened_by_number_leads_to_its_name(hanako: Actor) -> None:
    page = hanako.client.get("/me/sign-in/", HTTP_HOST="127.0.0.1:8000").content.decode()

    assert "http://localhost:8000/me/sign-in/" in page
