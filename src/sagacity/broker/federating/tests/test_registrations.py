"""Registrations over HTTP: made, shown, counted, deleted, refused."""

from typing import Any

import pytest

from sagacity.broker.federating.testing import ContextProvider, register
from sagacity.broker.testing import City


def test_a_registration_is_shown_as_it_was_made(city: City, provider: ContextProvider) -> None:
    id_ = register(
        city, provider.url, attrs=["humidity"], description="rooms", expires="2099-01-01T00:00:00Z"
    )
    assert len(id_) == 24
    assert city.get(f"/v2/registrations/{id_}").json == {
        "id": id_,
        "description": "rooms",
        "expires": "2099-01-01T00:00:00.000Z",
        "dataProvided": {"entities": [{"idPattern": ".*", "type": "Room"}], "attrs": ["humidity"]},
        "provider": {
            "http": {"url": provider.url},
            "supportedForwardingMode": "all",
            "legacyForwarding": False,
        },
        "status": "active",
    }


def test_registrations_are_listed_by_page_and_by_exact_path(city: City, provider: ContextProvider) -> None:
    ids = [register(city, provider.url) for _ in range(3)]
    answer = city.get("/v2/registrations", limit=2, offset=1, options="count")
    assert [one["id"] for one in answer.json] == ids[1:]
    assert answer.headers["fiware-total-count"] == "3"
    assert city.get("/v2/registrations", headers={"Fiware-ServicePath": "/other"}).json == []


def test_a_deleted_registration_is_gone(city: City, provider: ContextProvider) -> None:
    id_ = register(city, provider.url)
    assert city.delete(f"/v2/registrations/{id_}").status == 204
    gone = city.get(f"/v2/registrations/{id_}")
    assert gone.status == 404
    assert gone.json["description"] == "The requested registration has not been found. Check id"
    assert city.delete(f"/v2/registrations/{id_}").status == 404
    assert city.patch(f"/v2/registrations/{id_}", json={}).status == 405


def test_an_expired_registration_says_so(city: City, provider: ContextProvider) -> None:
    id_ = register(city, provider.url, expires="2020-01-01T00:00:00Z")
    assert city.get(f"/v2/registrations/{id_}").json["status"] == "expired"


_GOOD: dict[str, Any] = {
    "dataProvided": {"entities": [{"id": "Room1"}]},
    "provider": {"http": {"url": "http://127.0.0.1:9/v2"}},
}


@pytest.mark.parametrize(
    "change",
    [
        {"dataProvided": None},
        {"dataProvided": {"entities": []}},
        {"dataProvided": {"entities": [{"type": "Room"}]}},
        {"dataProvided": {"entities": [{"id": "a", "idPattern": ".*"}]}},
        {"dataProvided": {"entities": [{"idPattern": "("}]}},
        {"dataProvided": {"entities": [{"id": "a b"}]}},
        {"dataProvided": {"entities": [{"id": "a"}], "attrs": [1]}},
        {"provider": None},
        {"provider": {"http": {"url": "ftp://x"}}},
        {"provider": {"http": {"url": "http://user:word@x"}}},
        {"provider": {"http": {"url": "http://169.254.169.254/latest"}}},
        {"provider": {"http": {"url": "http://10.0.0.1/v2"}}},
        {"provider": {"http": {"url": "http://x/"}, "supportedForwardingMode": "some"}},
        {"provider": {"http": {"url": "http://x/"}, "legacyForwarding": True}},
        {"expires": "soon"},
        {"status": "failed"},
        {"description": "x" * 1025},
        {"description": "<b>"},
        {"subject": {}},
    ],
)
def test_a_malformed_registration_is_refused(city: City, change: dict[str, Any]) -> None:
    answer = city.post("/v2/registrations", json={**_GOOD, **change})
    assert answer.status == 400, answer.text
    assert answer.json["error"] == "BadRequest"
    assert city.get("/v2/registrations").json == []
