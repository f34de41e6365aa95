"""Single sign-on of staff against a provider that speaks the protocol, in the manners of two makes."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from joserfc.jwk import ECKey
from pytest_django import Settings

from sagacity.identity import models, sessions
from sagacity.identity.single_sign_on.providers.demo import DemoProvider
from sagacity.identity.single_sign_on.providers.demo_people import Mischief
from sagacity.identity.testing import StaffActor
from sagacity.identity.tests.sso import (
    ACCOUNT,
    Browser,
    is_refused,
    written,
)
from sagacity.kit.openid import api as openid

pytestmark = pytest.mark.django_db


def test_a_clerk_comes_in_through_keycloak_and_goes_on_where_she_wanted(
    koga: StaffActor, keycloak: DemoProvider
) -> None:
    browser = Browser()
    assert "庁内のアカウントでサインイン" in browser.sees("/staff/sign-in/")

    browser.signs_on(next="/desk/data/")

    assert browser.answer is not None
    assert browser.answer.request["PATH_INFO"] == "/desk/data/"  # type: ignore[attr-defined]
    assert "古賀 真理" in browser.sees(ACCOUNT)
    assert (written("staff.sign_in.sso"), written("staff.link")) == (1, 1)


def test_a_clerk_comes_in_through_entra_id(koga: StaffActor, entra: DemoProvider) -> None:
    browser = Browser()

    browser.signs_on()

    assert "古賀 真理" in browser.sees(ACCOUNT)


def test_what_is_asked_is_a_code_with_pkce_state_and_nonce(keycloak: DemoProvider) -> None:
    first, second = (parse_qs(urlsplit(Browser().sets_out()).query) for _ in range(2))

    assert first["response_type"] == ["code"]
    assert first["code_challenge_method"] == ["S256"]
    assert first["redirect_uri"] == ["http://localhost:8000/staff/sign-in/sso/back/"]
    for name in ("state", "nonce", "code_challenge"):
        assert first[name] != second[name]
        assert len(first[name][0]) >= 43


@pytest.mark.parametrize("methods", [("client_secret_basic",), ("client_secret_post",)])
def test_the_city_proves_itself_by_its_secret_either_way(
    koga: StaffActor, keycloak: DemoProvider, methods: tuple[str, ...]
) -> None:
    keycloak.methods = methods
    browser = Browser()

    browser.signs_on()

    assert browser.is_in()


def test_the_city_proves_itself_by_a_key_where_it_has_one(
    koga: StaffActor, keycloak: DemoProvider, settings: Settings, tmp_path: Path
) -> None:
    key = ECKey.generate_key("P-256", auto_kid=True)
    file = tmp_path / "key.json"
    file.write_text(json.dumps(key.as_dict(private=True)))
    keycloak.client_key = dict(key.as_dict(private=False))
    settings.STAFF_OIDC_KEY_FILE, settings.STAFF_OIDC_SECRET = str(file), ""
    browser = Browser()

    browser.signs_on()

    assert browser.is_in()


def test_a_wrong_secret_opens_nothing(koga: StaffActor, keycloak: DemoProvider, settings: Settings) -> None:
    settings.STAFF_OIDC_SECRET = "another"

    is_refused(Browser(), "client_refused", 403)


@pytest.mark.parametrize("make", ["keycloak", "entra"])
@pytest.mark.parametrize(
    ("mischief", "code", "status"),
    [
        (Mischief.EXPIRED_TOKEN, "expired_token", 403),
        (Mischief.FUTURE_TOKEN, "not_yet_token", 403),
        (Mischief.WRONG_NONCE, "wrong_nonce", 403),
        (Mischief.ALG_NONE, "wrong_algorithm", 403),
        (Mischief.ALG_HS256, "wrong_algorithm", 403),
        (Mischief.FOREIGN_AUDIENCE, "wrong_audience", 403),
        (Mischief.FOREIGN_AZP, "wrong_audience", 403),
        (Mischief.FOREIGN_ISSUER, "wrong_issuer", 403),
        (Mischief.UNKNOWN_KEY, "unknown_key", 403),
        (Mischief.BROKEN_SIGNATURE, "bad_signature", 403),
        (Mischief.DOWN, "app_down", 503),
    ],
)
def test_an_answer_that_is_not_right_opens_nothing_and_says_why(
    request: pytest.FixtureRequest, koga: StaffActor, make: str, mischief: Mischief, code: str, status: int
) -> None:
    request.getfixturevalue(make)

    is_refused(Browser(), code, status, mischief=mischief)


def test_an_answer_in_the_name_of_another_issueris_refused(koga: StaffActor, keycloak: DemoProvider) -> None:
    keycloak.mischief = Mischief.FOREIGN_RESPONSE  # RFC 9207: two providers mixed up

    is_refused(Browser(), "wrong_issuer", 403)


def test_a_new_key_of_the_provider_is_fetched_and_strangers_cannot_make_it_be_asked_again_and_again(
    koga: StaffActor, keycloak: DemoProvider
) -> None:
    Browser().signs_on()
    ring = openid.keyring(f"{keycloak.base}{keycloak.paths['certs']}")
    assert ring.fetched_at is not None
    ring.fetched_at -= openid.AGAIN_AFTER
    browser = Browser()
    browser.signs_on(mischief=Mischief.ROTATED_KEY)
    assert browser.is_in()

    asked = keycloak.asked_for["certs"]
    for _ in range(3):
        Browser().signs_on(mischief=Mischief.UNKNOWN_KEY)
    assert keycloak.asked_for["certs"] == asked


def test_the_provider_is_asked_once_what_it_is(koga: StaffActor, keycloak: DemoProvider) -> None:
    for _ in range(3):
        Browser().signs_on()

    assert keycloak.asked_for["discovery"] == 1


def test_a_code_is_redeemed_once(koga: StaffActor, keycloak: DemoProvider) -> None:
    browser, thief = Browser(), Browser()
    back = browser.at_the_provider(browser.sets_out())
    browser.comes_back(back)
    state = parse_qs(urlsplit(thief.sets_out()).query)["state"][0]
    code = parse_qs(urlsplit(back).query)["code"][0]

    answer = thief.comes_back(f"http://x/staff/sign-in/sso/back/?{urlencode({'code': code, 'state': state})}")

    assert answer.status_code == 403
    assert "code_refused" in thief.sees()
    assert not thief.is_in()


def test_a_state_is_walked_once_even_with_the_cookie_kept(koga: StaffActor, keycloak: DemoProvider) -> None:
    browser, again = Browser(), Browser()
    address = browser.sets_out()
    kept = browser.client.cookies["sagacity_staff_way"].value
    back = browser.at_the_provider(address)
    browser.comes_back(back)
    again.client.cookies["sagacity_staff_way"] = kept

    answer = again.comes_back(back)

    assert answer.status_code == 410
    assert not again.is_in()


def test_an_answer_opened_in_another_browser_opens_nothing_there(
    koga: StaffActor, keycloak: DemoProvider
) -> None:
    browser, other = Browser(), Browser()
    back = browser.at_the_provider(browser.sets_out())

    assert other.comes_back(back).status_code == 410
    assert not other.is_in()
    other.sets_out()
    assert other.comes_back(back).status_code == 410, "its own way has another state"
    assert not other.is_in()


def test_who_stops_at_the_provider_reads_so(koga: StaffActor, keycloak: DemoProvider) -> None:
    is_refused(Browser(), "staff_stopped", 403, who="")


def test_signing_out_ends_the_session_there_too(koga: StaffActor, keycloak: DemoProvider) -> None:
    browser = Browser()
    browser.signs_on()
    row = models.StaffSession.objects.latest("id")
    assert "eyJ" not in str(browser.client.session["signed_on_by"]), "the token lies sealed"

    page = browser.sends("/staff/sign-out/").content.decode()
    there = page.split('content="0; url=')[1].split('"')[0].replace("&amp;", "&")
    asked = parse_qs(urlsplit(there).query)
    answer = browser._asks(there)

    assert "id_token_hint" in asked
    assert answer.headers["Location"] == "http://localhost:8000/staff/sign-in/?why=out"
    assert keycloak.signed_in == {}
    assert not models.StaffSession.objects.filter(pk=row.pk).exists()
    assert "庁内の認証サーバーからもサインアウトしました" in browser.sees("/staff/sign-in/?why=out")


def test_where_the_provider_has_no_way_out_signing_out_is_ours_alone(
    koga: StaffActor, keycloak: DemoProvider
) -> None:
    keycloak.has_end_session = False
    browser = Browser()
    browser.signs_on()

    browser.sends("/staff/sign-out/")

    assert "サインアウトしました" in browser.sees()
    assert not browser.is_in()


def test_who_came_by_password_is_not_sent_there(koga: StaffActor, keycloak: DemoProvider) -> None:
    koga.sends("/staff/sign-out/")

    assert "サインアウトしました" in koga.sees()
    assert "refresh" not in (koga.answer.content.decode() if koga.answer else "")


def test_a_sign_in_nobody_saw_changes_no_ways_in_and_once_more_does(
    koga: StaffActor, keycloak: DemoProvider
) -> None:
    browser = Browser()
    browser.signs_on()
    cookie, (key, since) = next(iter(keycloak.signed_in.items()))
    keycloak.signed_in[cookie] = (key, since - int(sessions.FRESH_FOR.total_seconds()) - 5)
    browser.signs_on()  # the provider knows her and asks nothing

    new = "/staff/account/passkeys/new.json"
    asked = browser.client.post(new, data={}, content_type="application/json").json()
    assert asked["next"].startswith("/staff/sign-in/?why=again")
    page = browser.opens(asked["next"]).content.decode()
    assert "again=1" in page
    address = browser.sets_out(again="1")
    assert "prompt=login" in address
    browser.comes_back(browser.at_the_provider(address))

    asked = browser.client.post(new, data={}, content_type="application/json").json()
    assert "publicKey" in asked


def test_the_number_of_the_session_is_new_and_what_was_planted_is_worthless(
    koga: StaffActor, keycloak: DemoProvider
) -> None:
    browser = Browser()
    browser.client.cookies["sagacity_staff"] = "planted0planted0planted0planted0"

    browser.signs_on()

    assert browser.client.cookies["sagacity_staff"].value != "planted0planted0planted0planted0"


def test_no_page_elsewhere_is_gone_on_to(koga: StaffActor, keycloak: DemoProvider) -> None:
    browser = Browser()

    answer = browser.signs_on(next="https://evil.example/")

    assert answer.request["PATH_INFO"] == "/staff/"
