"""Where a person can be reached: browsers, addresses of mail, accounts of LINE."""

import re
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from sagacity.messaging import endpoints, line_accounts, mail_addresses, models
from sagacity.messaging.providers import guard, rfc8291
from sagacity.messaging.providers.demo_push import PushService
from sagacity.messaging.tests.browsers import Browser

HANAKO = "urn:ngsi-ld:Device:hanako"
TARO = "urn:ngsi-ld:Device:taro"


def subscribes(person: str, browser: Browser, at: datetime, **more: str) -> None:
    said = {"endpoint": browser.endpoint, **browser.keys, **more}
    endpoints.subscribe_push(person=person, language="ja", at=at, **said)


@pytest.fixture
def firefox() -> Browser:
    return Browser("1", PushService(), "https://updates.push.services.mozilla.com")


@pytest.fixture
def chrome() -> Browser:
    return Browser("2", PushService(), "https://fcm.googleapis.com")


def states(person: str) -> list[tuple[str, str, str]]:
    return [(one.label, one.state.value, one.retired_why) for one in endpoints.endpoints(person=person)]


def test_a_browser_subscribes_twice_and_is_kept_once(db: None, firefox: Browser, at: datetime) -> None:
    subscribes(HANAKO, firefox, at)
    subscribes(HANAKO, firefox, at)

    assert states(HANAKO) == [("Firefox", "active", "")]
    assert endpoints.endpoints(person="") == ()


def test_a_new_browser_takes_the_place_of_the_old_one(
    db: None, firefox: Browser, chrome: Browser, at: datetime
) -> None:
    subscribes(HANAKO, firefox, at)
    subscribes(HANAKO, chrome, at + timedelta(days=1))

    assert states(HANAKO) == [("Chrome", "active", ""), ("Firefox", "retired", "replaced")]


def test_a_browser_that_begins_anew_no_longer_rings_for_whoever_it_was(
    db: None, firefox: Browser, at: datetime
) -> None:
    subscribes(HANAKO, firefox, at)
    subscribes(TARO, firefox, at)

    assert states(HANAKO) == []
    assert states(TARO) == [("Firefox", "active", "")]


def test_a_push_service_gives_a_browser_a_new_address(
    db: None, firefox: Browser, chrome: Browser, at: datetime
) -> None:
    subscribes(HANAKO, firefox, at)

    assert endpoints.renew_push(old=firefox.endpoint, endpoint=chrome.endpoint, **chrome.keys, at=at)
    assert not endpoints.renew_push(
        old="https://x.example.org/", endpoint=chrome.endpoint, **chrome.keys, at=at
    )

    assert states(HANAKO)[0] == ("Chrome", "active", "")


@pytest.mark.parametrize(
    "address",
    [
        "http://fcm.googleapis.com/1",
        "https://127.0.0.1/1",
        "https://2130706433/1",
        "https://0x7f.1/1",
        "https://[::1]/1",
        "https://localhost/1",
        "https://intranet/1",
        "https://db.internal/1",
        "https://user@push.example.org/1",
        "https://push.example.org:8080/1",
        "https://push.example.org/1\r\nX: y",
        "file:///etc/passwd",
        "https://push.example.org/" + "x" * 1000,
    ],
)
def test_nobody_sends_us_into_our_own_networks(
    db: None, firefox: Browser, at: datetime, address: str
) -> None:
    with pytest.raises(endpoints.NotASubscription):
        subscribes(HANAKO, firefox, at, endpoint=address)
    with pytest.raises(guard.NotPublic):
        guard.check(address)

    assert not models.Endpoint.objects.exists()


def test_keys_that_fit_no_curve_are_not_kept(db: None, firefox: Browser, at: datetime) -> None:
    with pytest.raises(endpoints.NotASubscription):
        subscribes(HANAKO, firefox, at, p256dh=rfc8291.encode(b"\x04" + bytes(64)))


def test_who_says_no_is_reached_no_more_and_their_address_is_gone(
    db: None, firefox: Browser, at: datetime
) -> None:
    subscribes(HANAKO, firefox, at)

    endpoints.drop_endpoint(person=HANAKO, channel="push", at=at)
    endpoints.drop_endpoint(person="nobody", channel="push", at=at)

    assert not models.Endpoint.objects.exists()


@pytest.fixture
def mail_is_set(settings: Settings) -> None:
    settings.MAIL_URL, settings.MAIL_FROM = "smtp://127.0.0.1:1", "市 <no-reply@city.example.jp>"


def asks(at: datetime, address: str = "hanako@example.jp", person: str = HANAKO) -> str:
    mail_addresses.ask_mail(person=person, address=address, language="ja", at=at)
    row = models.Endpoint.objects.filter(person__key=person, secret_until__isnull=False).latest(
        "secret_until"
    )
    return mail_addresses.code_of(row)


def test_an_address_is_used_once_its_code_was_typed(db: None, mail_is_set: None, at: datetime) -> None:
    code = asks(at)
    assert re.fullmatch(r"\d{6}", code)
    assert states(HANAKO) == [("h…@example.jp", "unproven", "")]

    mail_addresses.confirm_mail(person=HANAKO, code=f" {code} ", at=at + timedelta(minutes=29))

    assert states(HANAKO) == [("h…@example.jp", "active", "")]
    with pytest.raises(mail_addresses.WrongCode):
        mail_addresses.confirm_mail(person=HANAKO, code=code, at=at)


def test_a_code_ends_after_half_an_hour_and_after_five_wrong_tries(
    db: None, mail_is_set: None, at: datetime
) -> None:
    code = asks(at)
    with pytest.raises(mail_addresses.WrongCode):
        mail_addresses.confirm_mail(person=HANAKO, code=code, at=at + timedelta(minutes=30))
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(4):
        with pytest.raises(mail_addresses.WrongCode):
            mail_addresses.confirm_mail(person=HANAKO, code=wrong, at=at)
    with pytest.raises(mail_addresses.TooManyTries):
        mail_addresses.confirm_mail(person=HANAKO, code=wrong, at=at)
    with pytest.raises(mail_addresses.WrongCode):
        mail_addresses.confirm_mail(person=HANAKO, code=code, at=at)


def test_nobody_is_flooded_with_codes(db: None, mail_is_set: None, at: datetime) -> None:
    first = asks(at)
    assert asks(at + timedelta(seconds=10)) == first
    asks(at + timedelta(minutes=2))
    asks(at + timedelta(minutes=4))
    with pytest.raises(mail_addresses.TooManyTries):
        asks(at + timedelta(minutes=6))
    endpoints.drop_endpoint(person=HANAKO, channel="mail", at=at)
    assert states(HANAKO) == []
    with pytest.raises(mail_addresses.TooManyTries):
        asks(at + timedelta(minutes=8))
    for number in (1, 2):
        asks(at, person=f"urn:ngsi-ld:Device:{number}")
    with pytest.raises(mail_addresses.TooManyTries):
        asks(at, person="urn:ngsi-ld:Device:3")

    assert mail_addresses.prune(at=at + timedelta(days=2)) == 3


@pytest.mark.parametrize(
    "address", ["", "hanako", "a@b\nBcc: x@example.jp", "はな@example.jp", "a" * 250 + "@example.jp"]
)
def test_what_is_no_address_is_said_to_be_none(
    db: None, mail_is_set: None, at: datetime, address: str
) -> None:
    with pytest.raises(mail_addresses.NotAnAddress):
        asks(at, address=address)


def test_a_city_without_mail_says_so(db: None, at: datetime) -> None:
    with pytest.raises(mail_addresses.NoMailHere):
        asks(at)


def test_an_account_of_line_is_linked_by_the_code_it_sends(db: None, at: datetime) -> None:
    old = line_accounts.line_invitation(person=HANAKO, at=at)
    code = line_accounts.line_invitation(person=HANAKO, at=at)

    assert not line_accounts.link(account="U1", text=old, at=at)
    assert not line_accounts.link(account="U1", text="こんにちは", at=at)
    assert not line_accounts.link(account="U1", text=code, at=at + timedelta(hours=2))
    assert line_accounts.link(account="U1", text=f" {code.lower()} ", at=at)
    assert not line_accounts.link(account="U2", text=code, at=at)
    assert states(HANAKO) == [("LINE", "active", "")]

    line_accounts.unfollowed(account="U1", at=at)
    assert states(HANAKO) == [("LINE", "retired", "unfollowed")]
