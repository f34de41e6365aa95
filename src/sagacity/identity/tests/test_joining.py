"""A resident's browsers show one profile; what each remembered comes along."""

from datetime import timedelta
from typing import Any

import pytest

from sagacity.identity import api as identity
from sagacity.identity import joining, models
from sagacity.identity.tests.test_devices import NOW, Phone
from sagacity.kit import policy

pytestmark = pytest.mark.django_db
KINRYU, KAWASOE = "urn:ngsi-ld:Town:kinryu", "urn:ngsi-ld:Town:kawasoe"


def _keeps(phone: Phone, name: str, value: str, minutes: int = 0) -> None:
    at = NOW + timedelta(minutes=minutes)
    phone.visits(lambda asks: identity.remember(asks, app="places", name=name, value=value, at=at))


def _joins(phone: Phone, profile: str = "") -> tuple[str, str]:
    said: tuple[str, str] = phone.visits(lambda asks: identity.join(asks, profile=profile, at=NOW))
    return said


def _sees(phone: Phone) -> dict[str, Any]:
    said: dict[str, Any] = phone.visits(lambda asks: identity.recall_all(asks, app="places"))
    return said


def test_what_the_first_browser_kept_becomes_the_profile_under_its_own_key() -> None:
    phone = Phone()
    _keeps(phone, "saved", "library")
    before = phone.visits(identity.device_of)

    profile, browser = _joins(phone)

    assert profile == before.key
    assert browser not in {"", profile}
    assert phone.visits(identity.device_of).key == profile
    assert _sees(phone) == {"saved": "library"}


def test_a_second_browser_shows_the_same_and_the_newer_note_stays() -> None:
    phone, tablet = Phone(), Phone()
    _keeps(phone, "saved", "old", minutes=0)
    _keeps(phone, "order", "newer", minutes=9)
    profile, _ = _joins(phone)
    _keeps(tablet, "saved", "newer", minutes=5)
    _keeps(tablet, "order", "old", minutes=5)
    _keeps(tablet, "only_here", "comes along")

    _joins(tablet, profile)

    same = {"saved": "newer", "order": "newer", "only_here": "comes along"}
    assert _sees(tablet) == same
    assert _sees(phone) == same
    _keeps(tablet, "saved", "from the tablet", minutes=20)
    assert _sees(phone)["saved"] == "from the tablet"


def test_the_district_of_the_profile_goes_before_that_of_the_browser() -> None:
    phone, tablet = Phone(), Phone()
    phone.visits(lambda asks: identity.choose_district(asks, district=KINRYU, at=NOW))
    tablet.visits(lambda asks: identity.choose_district(asks, district=KAWASOE, at=NOW))
    profile, _ = _joins(phone)

    _joins(tablet, profile)

    assert tablet.visits(identity.device_of).district == KINRYU


def test_a_browser_that_leaves_is_a_newcomer_and_the_others_keep_everything() -> None:
    phone, tablet = Phone(), Phone()
    _keeps(phone, "saved", "library")
    profile, at_home = _joins(phone)
    _joins(tablet, profile)

    identity.leave(browser=at_home)

    assert phone.visits(identity.device_of) == identity.Device()
    assert _sees(phone) == {}
    assert _sees(tablet) == {"saved": "library"}


def test_the_profile_itself_cannot_be_left_and_no_cookie_opens_it() -> None:
    phone = Phone()
    _keeps(phone, "saved", "library")
    token = phone.cookies["sagacity_device"]
    profile, _ = _joins(phone)

    identity.leave(browser=profile)

    assert phone.cookies["sagacity_device"] != token
    assert _sees(phone) == {"saved": "library"}
    thief = Phone()
    thief.cookies["sagacity_device"] = token
    assert thief.visits(identity.device_of) == identity.Device()


def test_two_residents_who_sign_in_on_one_tablet_do_not_mix() -> None:
    tablet = Phone()
    _keeps(tablet, "saved", "of the first")
    first, _ = _joins(tablet)

    second, _ = _joins(tablet)

    assert second != first
    assert _sees(tablet) == {}


def test_a_resident_of_one_browser_costs_one_question(django_assert_num_queries: Any) -> None:
    phone = Phone()
    _joins(phone)

    with django_assert_num_queries(1):
        phone.visits(identity.device_of)


def test_forgetting_everything_forgets_the_profile_on_every_browser() -> None:
    phone, tablet = Phone(), Phone()
    profile, _ = _joins(phone)
    _joins(tablet, profile)

    phone.visits(lambda asks: identity.forget_everything(asks, at=NOW))

    assert tablet.visits(identity.device_of) == identity.Device()
    assert not models.Device.objects.exists()


def test_a_role_goes_with_the_device_that_joins(deliver: Any) -> None:
    phone, tablet = Phone(), Phone()
    profile, _ = _joins(phone)
    _keeps(tablet, "saved", "library")
    own = tablet.visits(identity.device_of).key
    offer = identity.invite(
        client_key="one",
        role=identity.NEIGHBOURHOOD_EDITOR,
        name="公民館だより",
        scope=identity.Scope((KINRYU,), ("culture",)),
        ends_on=NOW.date() + timedelta(days=30),
        by=policy.SYSTEM,
        at=NOW,
    )
    tablet.visits(lambda asks: identity.accept_invitation(asks, code=offer[1], at=NOW))
    assert identity.roles_of(person=own, at=NOW)

    _joins(tablet, profile)
    deliver()

    assert [held.name for held in identity.roles_of(person=profile, at=NOW)] == ["公民館だより"]
    assert not identity.roles_of(person=own, at=NOW)


def test_signing_out_keeps_the_language_of_the_browser() -> None:
    phone = Phone()
    phone.cookies["sagacity_language"] = "en"
    _joins(phone)

    phone.visits(joining.forget_cookie)

    assert phone.cookies == {"sagacity_language": "en"}
