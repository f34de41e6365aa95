"""A key reaches no further through a provider than it does here."""

import itertools

import pytest

from sagacity.broker.access.grants import Grant
from sagacity.broker.access.tests.conftest import FULL_KEY, GiveKey
from sagacity.broker.access.tests.conftest import closed as closed
from sagacity.broker.access.tests.conftest import give_key as give_key
from sagacity.broker.federating.testing import ContextProvider, register
from sagacity.broker.testing import City, Running

_numbers = itertools.count(1)
ROOM = {"id": "Room1", "type": "Room", "temperature": {"value": 20}}


@pytest.fixture
def staff(closed: Running, provider: ContextProvider) -> City:
    """May do everything; the provider has the humidity of rooms, and a secret."""
    city = City(closed, tenant=f"reach{next(_numbers)}", key=FULL_KEY)
    assert city.post("/v2/entities", json=ROOM).status == 201
    provider.entities = [
        {**ROOM, "humidity": {"value": 50}, "secret": {"value": 1}},
        {"id": "Car1", "type": "Car"},
    ]
    register(city, provider.url, entity={"idPattern": ".*"})
    return city


def test_what_a_key_does_not_see_here_it_does_not_see_elsewhere(
    staff: City, closed: Running, give_key: GiveKey
) -> None:
    _, secret = give_key(
        Grant(staff.tenant, types=("Room",), attributes=("temperature", "humidity"), may=("read",))
    )
    guest = City(closed, tenant=staff.tenant, key=secret)
    assert staff.get("/v2/entities/Room1", options="keyValues").json["secret"] == 1
    expected = {"id": "Room1", "type": "Room", "temperature": 20, "humidity": 50}
    assert guest.get("/v2/entities/Room1", options="keyValues").json == expected
    assert guest.get("/v2/entities", options="keyValues").json == [expected]
    assert guest.get("/v2/entities", q="secret==1").json == []
    assert guest.get("/v2/entities/Car1").status == 404


def test_what_a_key_may_not_write_is_not_forwarded(
    staff: City, closed: Running, give_key: GiveKey, provider: ContextProvider
) -> None:
    grant = Grant(staff.tenant, types=("Room",), attributes=("humidity",), may=("read", "write"))
    _, secret = give_key(grant)
    guest = City(closed, tenant=staff.tenant, key=secret)
    provider.asked.clear()
    for address, name in (("Room1", "secret"), ("Room9", "secret"), ("Car1", "humidity")):
        answer = guest.patch(f"/v2/entities/{address}/attrs", json={name: {"value": 2}})
        assert answer.status in (403, 404, 422), answer.text
    assert provider.asked == []
    answer = guest.patch("/v2/entities/Room9/attrs?type=Room", json={"humidity": {"value": 51}})
    assert answer.status == 204, answer.text
    assert len(provider.asked) == 1


def test_nobody_without_a_key_registers_or_sees_peers(
    staff: City, closed: Running, give_key: GiveKey
) -> None:
    _, secret = give_key(Grant(staff.tenant, may=("read", "write", "subscribe")))
    guest = City(closed, tenant=staff.tenant, key=secret)
    assert guest.get("/federation/peers").status == 403
    assert guest.post("/federation/peers", json={}).status == 403
    assert guest.post("/v2/registrations", json={}).status == 403
    assert len(guest.get("/v2/registrations").json) == 1
    nobody = City(closed, tenant=staff.tenant)
    assert nobody.post("/v2/registrations", json={}).status == 401
    assert nobody.get("/federation/peers").status == 401
