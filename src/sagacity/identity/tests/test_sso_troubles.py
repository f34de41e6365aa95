"""A provider that is down, unknown or asked too often, and what is said of it."""

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import Settings

from sagacity.identity import models, tries
from sagacity.identity.signing_in import WAYS_IN_VAIN
from sagacity.identity.single_sign_on import health, table
from sagacity.identity.single_sign_on.providers.demo import DemoProvider
from sagacity.identity.single_sign_on.providers.demo_people import Mischief
from sagacity.identity.testing import StaffActor
from sagacity.identity.tests.sso import Browser
from sagacity.kit.audit import api as audit
from sagacity.kit.openid import api as openid

pytestmark = pytest.mark.django_db


def test_the_local_way_in_stays_when_the_provider_is_down(
    koga: StaffActor, settings: Settings, db: None
) -> None:
    openid.forget_providers()
    settings.STAFF_OIDC_ISSUER, settings.STAFF_OIDC_CLIENT_ID = "http://127.0.0.1:9/realms/city", "city"
    browser = Browser()

    answer = browser.client.get("/staff/sign-in/sso/")

    assert answer.status_code == 503
    assert "職員IDとパスワード" in answer.content.decode()
    assert not health.single_sign_on().ok
    browser.signs_in("koga", koga.password)
    assert browser.is_in()


def test_a_provider_that_calls_itself_otherwise_is_not_believed(
    keycloak: DemoProvider, settings: Settings
) -> None:
    settings.STAFF_OIDC_ISSUER = f"{keycloak.issuer}/"

    assert Browser().client.get("/staff/sign-in/sso/").status_code == 503


def test_a_provider_that_signs_otherwise_than_agreed_is_not_asked(
    keycloak: DemoProvider, settings: Settings
) -> None:
    settings.STAFF_OIDC_ALGORITHM = "ES256"

    answer = Browser().client.get("/staff/sign-in/sso/")

    assert answer.status_code == 403
    assert "not_agreed" in answer.content.decode()


def test_without_a_provider_the_page_offers_none(settings: Settings, db: None) -> None:
    settings.STAFF_OIDC_ISSUER = ""
    browser = Browser()

    assert "庁内のアカウント" not in browser.sees("/staff/sign-in/")
    assert browser.client.get("/staff/sign-in/sso/").status_code == 404
    assert health.single_sign_on().ok


def test_the_health_page_says_how_the_provider_is(keycloak: DemoProvider) -> None:
    assert health.single_sign_on().ok


def _comes_back_in_vain(browser: Browser) -> Any:
    """With a state of its own and an invented code: the city has to ask the provider."""
    state = parse_qs(urlsplit(browser.sets_out()).query)["state"][0]
    return browser.client.get("/staff/sign-in/sso/back/", {"code": "invented", "state": state})


def test_a_provider_that_is_down_makes_no_office_wait(koga: StaffActor, keycloak: DemoProvider) -> None:
    for _ in range(WAYS_IN_VAIN + 2):
        assert Browser().signs_on(mischief=Mischief.DOWN).status_code == 503

    browser = Browser()
    browser.signs_on()
    assert browser.is_in()


def test_who_knocks_without_a_way_writes_nothing(keycloak: DemoProvider, db: None) -> None:
    before = len(audit.latest())

    for _ in range(WAYS_IN_VAIN + 2):
        assert Browser().client.get("/staff/sign-in/sso/back/", {"state": "x"}).status_code == 410

    assert len(audit.latest()) == before
    assert not models.SignInAttempts.objects.exists()
    assert "token" not in keycloak.asked_for


def test_ways_that_lead_to_nothing_must_wait_and_nobody_elsewhere_does(
    koga: StaffActor, keycloak: DemoProvider
) -> None:
    for _ in range(WAYS_IN_VAIN):
        answer = _comes_back_in_vain(Browser(address="203.0.113.5"))
    assert answer.status_code == 403
    assert _comes_back_in_vain(Browser(address="203.0.113.5")).status_code == 429
    assert keycloak.asked_for["token"] == WAYS_IN_VAIN

    elsewhere = Browser(address="203.0.113.6")
    elsewhere.signs_on()
    assert elsewhere.is_in()
    assert timedelta(minutes=15) >= tries.LONGEST_WAIT


def test_a_browser_she_used_before_waits_for_nobody_at_the_same_place(
    koga: StaffActor, keycloak: DemoProvider
) -> None:
    hers = Browser(address="203.0.113.5")
    hers.signs_on()
    for _ in range(WAYS_IN_VAIN + 1):
        _comes_back_in_vain(Browser(address="203.0.113.5"))

    hers.signs_on()

    assert hers.is_in()


def test_neither_code_nor_token_stands_in_a_log(
    koga: StaffActor, keycloak: DemoProvider, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="sagacity")

    Browser().signs_on(mischief=Mischief.WRONG_NONCE)

    assert "wrong_nonce" in caplog.text
    assert "eyJ" not in caplog.text
    assert "code=" not in caplog.text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[role]]\ngroup = 1\nrole = 'x'\n", "needs group"),
        ("[[role]]\ngroup = 'a'\nrole = 'mayor'\n", "there is no role 'mayor'"),
        ("[[roles]]\n", "is unknown"),
        ("role = 'x'\n", "once for each line"),
        ("[[role\n", "table.toml"),
        ("[[division]]\nvalue = 'a'\n", "needs name"),
        ("[[role]]\ngroup = 'a'\nrole = 'administrator'\n", "two people"),
        ("[[role]]\ngroup = 'a'\nrole = 'administrator'\nagreed_by = ['x', ' x']\n", "two people"),
        ("[[role]]\ngroup = 'a'\nrole = 'administrator'\nagreed_by = 'xy z'\n", "two people"),
    ],
)
def test_a_broken_table_says_what_to_write(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "table.toml"
    path.write_text(text)

    with pytest.raises(table.BrokenTable, match=says):
        table.read(str(path))
