"""The demonstration's app demands what the real one does: each wrong request is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from joserfc import jwk, jwt
from pytest_django import Settings

from sagacity.identity.verification import client_keys, health, party, relying_party, types
from sagacity.identity.verification.providers.demo import DemoApp
from sagacity.identity.verification.testing.card_app import at_the_app
from sagacity.kit import clock
from sagacity.kit.openid import api as openid

VERIFIER = "v" * 50


def _asked(**other: str) -> str:
    address = relying_party.authorization_url(
        party=party.current(), scopes=types.FOUR_FACTS, state="s", nonce="n", verifier=VERIFIER
    )
    parts = urlsplit(address)
    said = {**dict(parse_qsl(parts.query)), **other}
    return f"{address.split('?')[0]}?{urlencode({name: each for name, each in said.items() if each})}"


def _code() -> str:
    return dict(parse_qsl(urlsplit(at_the_app(_asked())).query))["code"]


def _token_request(**other: str) -> dict[str, str]:
    here = party.current()
    return {
        "grant_type": "authorization_code",
        "code": other.pop("code", "") or _code(),
        "redirect_uri": here.redirect_uri,
        "code_verifier": VERIFIER,
        **relying_party.client_assertion(party=here, at=clock.now()),
        **other,
    }


def _answer(fields: dict[str, str]) -> tuple[int, str]:
    answer = openid.post(party.current().token, fields)
    return answer.status, str(answer.said.get("error", ""))


def _assertion(**other: Any) -> str:
    here, key, now = party.current(), client_keys.current(), int(clock.now().timestamp())
    claims = {
        "iss": "city",
        "sub": "city",
        "aud": here.token,
        "jti": "1",
        "iat": now,
        "exp": now + 60,
    } | other
    signed_by = jwk.ECKey.generate_key() if other.pop("foreign", False) else jwk.import_key(key)
    return jwt.encode({"alg": "ES256", "kid": key["kid"]}, claims, signed_by)


@pytest.mark.parametrize(
    "wrong",
    [
        {"code_challenge_method": "plain"},
        {"code_challenge": ""},
        {"scope": "name"},
        {"nonce": ""},
        {"state": ""},
        {"client_id": "somebody"},
        {"response_type": "token"},
        {"redirect_uri": "https://evil.example/"},
    ],
)
def test_an_authorization_that_lacks_something_is_refused(wrong: dict[str, str], app: DemoApp) -> None:
    import urllib.error
    import urllib.request

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(_asked(**wrong), timeout=10)

    assert refused.value.code == 400


def test_a_right_code_is_redeemed_once(app: DemoApp) -> None:
    fields = _token_request()
    again = {**fields, "client_assertion": _token_request(code="x")["client_assertion"]}

    assert _answer(fields) == (200, "")
    assert _answer(again) == (400, "invalid_grant")


@pytest.mark.parametrize(
    "wrong", [{"code_verifier": "w" * 50}, {"code": "invented"}, {"redirect_uri": "http://localhost/other"}]
)
def test_a_code_with_another_verifier_or_address_is_refused(wrong: dict[str, str], app: DemoApp) -> None:
    assert _answer(_token_request(**wrong)) == (400, "invalid_grant")


def test_a_client_assertion_counts_once(app: DemoApp) -> None:
    fields = _token_request()
    _answer(fields)

    assert _answer({**fields, "code": _code()}) == (401, "invalid_client")


BAD: dict[str, Callable[[], str]] = {
    "none": lambda: "",
    "another key": lambda: _assertion(foreign=True),
    "another audience": lambda: _assertion(aud="https://elsewhere.example"),
    "another client": lambda: _assertion(iss="somebody"),
    "expired": lambda: _assertion(exp=int(clock.now().timestamp()) - 1),
    "too long": lambda: _assertion(exp=int(clock.now().timestamp()) + 3600),
    "no number": lambda: _assertion(jti=None),
}


@pytest.mark.parametrize("story", BAD)
def test_a_bad_client_assertion_is_refused(story: str, app: DemoApp) -> None:
    assert _answer(_token_request(client_assertion=BAD[story]())) == (401, "invalid_client")


def test_facts_are_told_to_a_bearer_alone(app: DemoApp) -> None:
    assert openid.get(party.current().userinfo, bearer="invented").status == 401


def test_a_pin_is_asked_three_times(app: DemoApp) -> None:
    from sagacity.identity.verification.testing import card_app

    address = _asked()
    page = card_app._sent(address).read().decode()
    request = page.split('name="request" value="')[1].split('"')[0]
    there = address.split("/auth?")[0]
    card_app._sent(f"{there}/card", {"request": request, "card": "hanako"})
    first = card_app._sent(f"{there}/pin", {"request": request, "pin": "0000"}).read().decode()
    card_app._sent(f"{there}/pin", {"request": request, "pin": "0000"})
    last = card_app._sent(f"{there}/pin", {"request": request, "pin": "0000"})

    assert "あと2回" in first
    assert "error=access_denied" in last.headers["Location"]


def test_the_health_page_asks_the_app(app: DemoApp, settings: Settings) -> None:
    assert health.auth_app().ok
    settings.VERIFICATION_URL = ""
    assert "not connected" in health.auth_app().detail


def test_a_new_key_is_published_before_it_is_used_and_used_by_command(app: DemoApp) -> None:
    first = client_keys.current()["kid"]
    following = client_keys.make_next(at=clock.now() + timedelta(seconds=1))
    published = [key["kid"] for key in client_keys.public_keys()["keys"]]
    used = client_keys.use_next()

    assert published == [first, following["kid"]]
    assert used["kid"] == client_keys.current()["kid"] == following["kid"]
    assert "d" not in following
    assert _answer(_token_request()) == (200, "")
    with pytest.raises(client_keys.NoNextKey):
        client_keys.use_next()


@pytest.mark.parametrize("algorithm", ["RS256", "PS256"])
def test_the_city_signs_by_the_algorithm_that_was_agreed(
    algorithm: str, app: DemoApp, settings: Settings
) -> None:
    settings.VERIFICATION_ALGORITHM = algorithm

    assert _answer(_token_request()) == (200, "")
