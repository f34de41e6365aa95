"""The page that puts the card into a wallet: closed by default, a picture and a PIN with one press."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import Settings

from sagacity.identity.testing import Actor
from sagacity.kit import policy


@pytest.fixture(autouse=True)
def opened(settings: Settings) -> None:
    settings.CARD_WALLETS = True


def test_a_resident_reads_what_goes_in_and_gets_picture_and_pin(
    hanako: Actor, resident: policy.Person
) -> None:
    assert "18歳以上であることだけ" in hanako.sees("/apps/card/wallet/")

    page = hanako.sends("/apps/card/wallet/").content.decode()

    assert page.count("<svg") >= 1
    assert re.search(r'card-offer-pin">\d{6}<', page)
    found = re.search(r'href="(openid-credential-offer:[^"]+)"', page)
    assert found is not None
    where = parse_qs(urlsplit(found[1].replace("&amp;", "&")).query)["credential_offer_uri"][0]
    assert hanako.client.get(urlsplit(where).path).json()["credential_configuration_ids"]


def test_a_newcomer_proves_who_they_are_first(hanako: Actor) -> None:
    assert "need=2" in str(hanako.client.get("/apps/card/wallet/")["Location"])


def test_the_page_is_not_there_unless_the_city_opens_it(
    hanako: Actor, resident: policy.Person, settings: Settings
) -> None:
    assert "ウォレットに入れる" in hanako.sees("/apps/card/")
    settings.CARD_WALLETS = False

    assert hanako.opens("/apps/card/wallet/").status_code == 404
    assert "ウォレットに入れる" not in hanako.sees("/apps/card/")
