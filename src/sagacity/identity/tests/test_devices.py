from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from sagacity.identity import api as identity
from sagacity.identity import devices, models
from sagacity.identity.middleware import who_is_asking

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)


class Phone:
    """A browser that keeps its cookies between visits."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}
        self.morsels: dict[str, Any] = {}

    def visits(self, doing: Any = None) -> Any:
        request = RequestFactory().get("/")
        request.COOKIES.update(self.cookies)
        found: list[Any] = []

        def page(request: HttpRequest) -> HttpResponse:
            found.append(doing(request) if doing else None)
            return HttpResponse()

        answer = who_is_asking(page)(request)
        for name, morsel in answer.cookies.items():
            self.morsels[name] = morsel
            if morsel["max-age"] == 0:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value
        return found[0]


@pytest.fixture
def phone() -> Phone:
    return Phone()


def test_nothing_is_kept_of_a_newcomer_who_only_looks(phone: Phone, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        device = phone.visits(identity.device_of)

    assert device == identity.Device()
    assert phone.cookies == {}
    assert not models.Device.objects.exists()


def test_a_choice_is_remembered_on_the_next_visit(phone: Phone) -> None:
    phone.visits(lambda asks: identity.choose_district(asks, district="urn:ngsi-ld:Town:kinryu", at=NOW))

    assert phone.visits(identity.device_of).district == "urn:ngsi-ld:Town:kinryu"
    assert models.Device.objects.count() == 1


def test_the_cookie_is_random_hidden_from_scripts_and_kept_only_as_a_hash(phone: Phone) -> None:
    phone.visits(lambda asks: identity.choose_district(asks, district="a", at=NOW))
    cookie = phone.morsels[devices.COOKIE]
    row = models.Device.objects.get()

    assert len(cookie.value) >= 27  # 160 bits in base 64
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie.value not in (row.key, row.token_hash)


def test_an_invented_cookie_makes_no_device_and_is_taken_away(phone: Phone) -> None:
    phone.cookies[devices.COOKIE] = "x' OR 1=1"

    assert phone.visits(identity.device_of) == identity.Device()
    assert devices.COOKIE not in phone.cookies


def test_notes_of_one_app_are_its_own(phone: Phone) -> None:
    phone.visits(lambda asks: identity.remember(asks, app="garbage", name="area", value={"id": 3}, at=NOW))
    phone.visits(lambda asks: identity.remember(asks, app="places", name="area", value="x", at=NOW))

    assert phone.visits(lambda asks: identity.recall(asks, app="garbage", name="area")) == {"id": 3}
    assert phone.visits(lambda asks: identity.recall_all(asks, app="places")) == {"area": "x"}
    assert phone.visits(lambda asks: identity.recall(asks, app="events", name="area", default="-")) == "-"


def test_a_note_can_be_changed_and_dropped(phone: Phone) -> None:
    for value in (1, 2):
        phone.visits(
            lambda asks, value=value: identity.remember(asks, app="a", name="n", value=value, at=NOW)
        )
    assert phone.visits(lambda asks: identity.recall(asks, app="a", name="n")) == 2

    phone.visits(lambda asks: identity.forget(asks, app="a", name="n"))

    assert phone.visits(lambda asks: identity.recall(asks, app="a", name="n")) is None


def test_a_note_too_large_or_one_too_many_is_refused(phone: Phone) -> None:
    with pytest.raises(identity.NoteTooLarge):
        phone.visits(lambda asks: identity.remember(asks, app="a", name="n", value="あ" * 6000, at=NOW))

    def fills(asks: HttpRequest) -> None:
        for number in range(devices.MOST_NOTES + 1):
            identity.remember(asks, app="a", name=str(number), value=1, at=NOW)

    with pytest.raises(identity.TooManyNotes):
        phone.visits(fills)


def test_the_resident_can_read_everything_that_is_kept(phone: Phone) -> None:
    phone.visits(lambda asks: identity.choose_district(asks, district="town", at=NOW))
    phone.visits(lambda asks: identity.remember(asks, app="garbage", name="area", value=3, at=NOW))

    kept = phone.visits(identity.everything_kept)

    assert kept["district"] == "town"
    assert kept["notes"] == [{"app": "garbage", "name": "area", "value": 3, "at": NOW.isoformat()}]


def test_forgetting_leaves_no_row_and_no_cookie(phone: Phone) -> None:
    phone.visits(lambda asks: identity.remember(asks, app="a", name="n", value=1, at=NOW))

    phone.visits(lambda asks: identity.forget_everything(asks, at=NOW))

    assert phone.cookies == {}
    assert not models.Device.objects.exists()
    assert not models.DeviceNote.objects.exists()
    assert phone.visits(identity.everything_kept) == {}


def test_a_page_of_a_known_device_asks_the_database_twice(
    phone: Phone, django_assert_num_queries: Any
) -> None:
    def reads(asks: HttpRequest) -> None:
        identity.device_of(asks)
        identity.recall_all(asks, app="a")
        identity.recall(asks, app="b", name="n")

    phone.visits(lambda asks: identity.remember(asks, app="a", name="n", value=1, at=datetime.now(UTC)))

    with django_assert_num_queries(2):
        phone.visits(reads)


def test_devices_nobody_uses_any_more_are_dropped(phone: Phone) -> None:
    phone.visits(lambda asks: identity.choose_district(asks, district="a", at=NOW))

    assert devices.prune(at=NOW + timedelta(days=399)) == 0
    assert devices.prune(at=NOW + timedelta(days=402)) == 1
