"""The staff home: today's work, the doors one may enter, and the search."""

from datetime import datetime

import pytest

from sagacity.identity.testing import Actor, StaffActor
from sagacity.kit.search import api as search

pytestmark = pytest.mark.django_db


def test_a_resident_is_led_to_the_sign_in_page_and_back(hanako: Actor) -> None:
    answer = hanako.client.get("/staff/search/?q=公園")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/staff/sign-in/?next=/staff/search/%3Fq%3D")


def test_the_home_says_who_i_am_and_that_nothing_waits(koga: StaffActor) -> None:
    text = koga.sees("/staff/")

    assert "情報政策課 古賀 真理" in text
    assert "いま待っている仕事はありません" in text


def test_staff_can_search_over_everything_that_is_registered(koga: StaffActor, at: datetime) -> None:
    search.put(
        [search.Document("urn:ngsi-ld:Place:x", "place", "神野公園", "佐賀市神園", "/apps/places/x/", at)]
    )

    assert "神野公園" in koga.sees("/staff/search/", q="公園")
    assert "みつかりませんでした" in koga.sees("/staff/search/", q="動物園")


def test_the_administrator_sees_the_door_to_the_accounts_and_a_clerk_does_not(
    admin: StaffActor, koga: StaffActor
) -> None:
    assert "職員と役割" in admin.sees("/staff/")
    assert "職員と役割" not in koga.sees("/staff/")


def test_the_pages_of_staff_speak_english_too() -> None:
    answer = Actor(language="en")

    assert "Staff sign-in" in answer.sees("/staff/sign-in/")
