"""A full database, read from the first table to the last: no secret of the house or of anybody is in it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as house
from pytest_django import Settings

from sagacity.broker import api as broker
from sagacity.identity import models as staff
from sagacity.identity.accounts import models as accounts
from sagacity.identity.accounts import sessions, spare_codes
from sagacity.identity.accounts.testing import sign_in
from sagacity.identity.cards.testing import Phone, proven_resident
from sagacity.identity.family import receipt_keys
from sagacity.identity.testing import Actor, StaffActor
from sagacity.identity.tests.phones import set_up
from sagacity.identity.verification import client_keys
from sagacity.kit import clock
from sagacity.miniapps.events import feeds
from tests.journeys.tables import columns_naming

pytestmark = pytest.mark.django_db


@pytest.fixture
def secrets(koga: StaffActor, settings: Settings, tmp_path: Path) -> dict[str, str]:
    """Everything that opens something, each used or given once."""
    settings.DATA_DIR = tmp_path
    at = clock.now()
    telephone, spare = set_up("koga")
    window = Actor()
    window.signs_in("koga", koga.password)
    window.sends("/staff/sign-in/code/", code=telephone.shows())
    browser = Actor()
    resident = sign_in(browser, level=2, at=at)
    browser.sends("/shelf/change/", key="garbage", act="down")
    sheet = spare_codes.new_sheet(accounts.Account.objects.get(key=resident), at=at)
    phone = Phone()
    phone.takes_a_card(proven_resident(inhabitant="urn:ngsi-ld:Inhabitant:hanako", at=at), at=at)
    assert phone.issued is not None
    return {
        "the key of the house": house.SECRET_KEY,
        "the key that seals card keys": house.CARD_KEY,
        "the key for push": house.VAPID_KEY,
        "the key for peers": house.PEER_KEY,
        "the key for the authentication app": str(client_keys.current()["d"]),
        "the key for receipts": str(receipt_keys.current()["d"]),
        "a password": koga.password,
        "the secret of a telephone": telephone.app.secret,
        "a spare code of staff": spare[0],
        "a spare code of staff as typed": spare[0].replace("-", ""),
        "the session of staff": koga.client.cookies["sagacity_staff"].value,
        "another session of staff": window.client.cookies["sagacity_staff"].value,
        "the session of a resident": browser.client.cookies[sessions.COOKIE].value,
        "the device of a resident": browser.client.cookies["sagacity_device"].value,
        "a spare code of a resident": sheet[0],
        "the code secret of a card": phone.issued.code_secret,
        "an address for calendars": feeds.give(device="urn:x:1", events=[], language="ja", at=at),
    }


def test_no_table_of_the_city_holds_a_secret(secrets: dict[str, str], deliver: Callable[..., int]) -> None:
    deliver()

    assert staff.SecondFactor.objects.exists()
    assert columns_naming([staff.SecondFactor.objects.get().sealed]), "the search finds what is there"
    found = {what: columns_naming([value]) for what, value in secrets.items()}
    assert {what: places for what, places in found.items() if places} == {}


def test_the_platform_keeps_no_key_it_gave_away(tmp_path: Path) -> None:
    from sagacity.broker.assembly import complete
    from sagacity.broker.settings import Settings as BrokerSettings

    service = complete(BrokerSettings(store=str(tmp_path / "b.sqlite3"), token_secret="of-this-house-alone"))
    service.prepare()
    terms = broker.KeyTerms(name="x", holder="y", contact="z", grants=(broker.Grant("city", may=("read",)),))
    _key, secret = broker.give_key(terms, who="koga", broker=service)

    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"koga" in stored
    assert secret.encode() not in stored
    assert b"of-this-house-alone" not in stored
