import base64
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from sagacity.broker.access.grants import Grant
from sagacity.broker.access.tests.conftest import GiveKey
from sagacity.broker.testing import Answer, City, Running

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def city(closed: Running) -> Iterator[City]:
    found = City(closed, tenant="t")
    yield found
    found.connection.close()


def ask(city: City, *, basic: str = "", **form: str) -> Answer:
    headers = FORM | (
        {"Authorization": "Basic " + base64.b64encode(basic.encode()).decode()} if basic else {}
    )
    return city.post("/oauth2/token", body=urlencode(form), headers=headers)


def test_a_key_becomes_a_token_for_ten_minutes(city: City, give_key: GiveKey) -> None:
    key, secret = give_key(Grant(tenant="t", may=("read", "write")))

    by_form = ask(city, grant_type="client_credentials", client_id=key.id, client_secret=secret)
    by_basic = ask(city, basic=f"{key.id}:{secret}", grant_type="client_credentials", scope="read")

    assert by_form.status == 200
    assert by_form.headers["cache-control"] == "no-store"
    assert by_form.json["token_type"] == "Bearer"
    assert by_form.json["expires_in"] == 600
    assert (by_form.json["scope"], by_basic.json["scope"]) == ("read write", "read")


@pytest.mark.parametrize(
    ("changed", "status", "error"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "wrong"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": "administer"}, 400, "invalid_scope"),
    ],
)
def test_what_is_wrong_is_said_in_the_words_of_oauth(
    city: City, give_key: GiveKey, changed: dict[str, str], status: int, error: str
) -> None:
    key, secret = give_key(Grant(tenant="t"))
    form = {"grant_type": "client_credentials", "client_id": key.id, "client_secret": secret}

    answer = ask(city, **(form | changed))

    assert (answer.status, answer.json["error"]) == (status, error)
    assert ("www-authenticate" in answer.headers) == (status == 401)


def test_the_token_address_knows_only_post(city: City) -> None:
    answer = city.get("/oauth2/token")

    assert (answer.status, answer.headers["allow"]) == (405, "POST")
