"""An update that asks for flow control, and a receiver that does not keep pace; over HTTP, both databases."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from sagacity.broker.delivering.pace import Pace
from sagacity.broker.delivering.testing import Receiver
from sagacity.broker.delivering.testing import receiver as receiver
from sagacity.broker.settings import Settings
from sagacity.broker.subscribing.testing import change, subscribe, waiting
from sagacity.broker.testing import Answer, City, Running

PATIENT = Pace(first=100, longest=500, timeout=60_000)
MOST = 2
CONTROLLED = "/v2/entities/Room1/attrs?options=flowControl"


def running(store: str, *, seconds: float) -> Running:
    return Running(Settings(store=store, open=True, pace=PATIENT, flow_queue=MOST, flow_seconds=seconds))


@pytest.fixture(scope="module")
def patient(broker_store: str) -> Iterator[Running]:
    """A broker that would wait for a minute."""
    with running(broker_store, seconds=60) as found:
        yield found


@pytest.fixture
def slow(receiver: Receiver) -> Receiver:
    """A receiver that takes nothing until its gate opens."""
    receiver.gate.clear()
    return receiver


def told(running: Running, tenant: str, slow: Receiver) -> City:
    """A tenant whose receiver is behind."""
    city = City(running, tenant=tenant)
    change(city, temperature=0)
    subscribe(city, slow.url)
    for number in range(MOST + 3):
        change(city, f"Room{number}", temperature=number + 1)
    assert waiting(city) > MOST
    return city


def update(running: Running, tenant: str, address: str = CONTROLLED, method: str = "PATCH") -> Answer:
    body = {"temperature": {"value": 99}}
    if address.startswith("/v2/op/"):
        entity = {"id": "Room1", "type": "Room", **body}
        return City(running, tenant=tenant).ask(
            method, address, json={"actionType": "update", "entities": [entity]}
        )
    if "/attrs/" in address:
        return City(running, tenant=tenant).ask(method, address, json=body["temperature"])
    return City(running, tenant=tenant).ask(method, address, json=body)


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("PATCH", CONTROLLED),
        ("POST", "/v2/entities/Room1/attrs?options=flowControl,overrideMetadata"),
        ("PUT", "/v2/entities/Room1/attrs/temperature?options=flowControl"),
        ("POST", "/v2/op/update?options=flowControl"),
    ],
)
def test_its_answer_waits_for_the_receiver_and_nobody_elses(
    patient: Running, slow: Receiver, method: str, address: str
) -> None:
    tenant = f"flow{abs(hash((method, address))) % 10**8}"
    city = told(patient, tenant, slow)

    with ThreadPoolExecutor(1) as pool:
        controlled: Future[Answer] = pool.submit(update, patient, tenant, address, method)
        while city.get("/v2/entities/Room1/attrs/temperature/value").text != "99":
            pass  # the change itself is done and seen at once
        plain = update(patient, tenant, "/v2/entities/Room1/attrs")
        elsewhere = update(patient, f"{tenant}x", "/v2/entities/Room1/attrs?options=flowControl")
        assert (plain.status, elsewhere.status) == (204, 404)
        assert not controlled.done()

        slow.gate.set()
        assert controlled.result(30).status == 204
    assert waiting(city) <= MOST + 1


def test_it_waits_no_longer_than_the_setting_says(broker_store: str, slow: Receiver) -> None:
    with running(broker_store, seconds=0.2) as short:
        city = told(short, "short", slow)

        assert update(short, "short").status == 204
        assert waiting(city) > MOST
        slow.gate.set()


def test_it_does_not_wait_where_nobody_is_told_or_the_queue_is_short(
    patient: Running, receiver: Receiver
) -> None:
    city = City(patient, tenant="quiet")
    change(city, temperature=0)
    assert update(patient, "quiet").status == 204
    subscribe(city, receiver.url)

    assert update(patient, "quiet").status == 204
