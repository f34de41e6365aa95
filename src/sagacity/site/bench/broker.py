"""What requests to the data-linkage platform cost its process, on SQLite and on PostgreSQL.

The request sequences follow the public load tests of FIWARE: create, updates of two attributes, batches of a
hundred, get, query by attribute, one subscription for each entity.
"""

import asyncio
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sagacity.site.bench import Figure, hearing, loading, sandbox, serving
from sagacity.site.bench.loading import request

ENTITIES = 1000
UPDATES = 20 * ENTITIES
BATCHES = 200
BATCH = 100
GETS = 20_000
POINTS = 100_000
AVERAGES = 3_000
TOLD = 10_000
START = datetime(2026, 1, 1, tzinfo=UTC)


def measure() -> Iterator[Figure]:
    for name, address in serving.databases():
        yield from _on(name, address)


def _on(name: str, server: str) -> Iterator[Figure]:
    with (
        sandbox.house() as folder,
        serving.database(server, str(folder / "broker.sqlite3")) as store,
        serving.broker(store) as at,
    ):
        about = f"{loading.CONNECTIONS} connections, history on, every commit durable, {name}"
        at.costs(_creates())
        yield _rate("broker.update_per_cpu_s", at.costs(_updates()), 2_500, about)
        yield _rate("broker.batch_entities_per_cpu_s", at.costs(_batches(), each=BATCH), 12_000, about)
        yield _rate("broker.get_per_cpu_s", at.costs(_gets()), 4_000, about)
        yield _rate("broker.query_per_cpu_s", at.costs(_queries()), 0, about)
        yield from _inside(name, server, folder / "inside.sqlite3")
        yield _rate(
            "broker.aggregate_per_cpu_s", _aggregates(at), 500, f"{POINTS:,} points of a gauge, hours, {name}"
        )
        yield _rate("broker.notify_per_cpu_s", _notifies(at), 1_000, f"{about}, delivered and acknowledged")


def _inside(name: str, server: str, file: Path) -> Iterator[Figure]:
    """What costs too little to be seen from outside, in a process of its own."""
    with sandbox.house() as folder, serving.database(server, str(file), "inside") as store:
        found = {
            figure: value
            for what in ("query", "match")
            for figure, value in sandbox.in_own_process(
                "sagacity.broker.measuring", what, store, folder=folder
            ).items()
        }
    about = f"type and value among 20,000 entities, in the store, {name}"
    yield Figure("broker.query_store_ms", found["query_store_ms"], "ms", about, goal=1)
    yield Figure(
        "broker.match_us", found["match_us"], "µs", f"an update against 10,000 subscriptions, {name}", goal=20
    )


def _aggregates(at: serving.Serving) -> float:
    """A gauge speaks every minute; its hours of two months are averaged, a day at a time."""
    asyncio.run(loading.send(at.port, _points()))
    at.rests()  # the sums are kept a second behind; asking for them is what is measured
    return at.costs(_averages())


def _notifies(at: serving.Serving) -> float:
    """Every update is told to one subscriber, which acknowledges it."""
    with hearing.receiver() as heard:
        asyncio.run(loading.send(at.port, _subscriptions(heard.port)))
        before, already = loading.cpu_seconds(at.process), heard.count
        asyncio.run(loading.send(at.port, _updates(TOLD)))
        heard.wait_for(already + TOLD)
        time.sleep(1)  # acknowledgements are written in groups
        return TOLD / (loading.cpu_seconds(at.process) - before)


def _rate(name: str, value: float, goal: float, about: str) -> Figure:
    return Figure(name, value, "1/CPU-s", about, goal=goal or None, at_least=True)


def _entity(number: int) -> dict[str, object]:
    return {
        "id": f"urn:ngsi-ld:Gauge:{number}",
        "type": "Gauge",
        "level": {"type": "Number", "value": number / 10},
        "name": {"type": "Text", "value": f"Gauge {number}"},
    }


def _attributes(number: int) -> bytes:
    level = {"type": "Number", "value": number % 977 / 10}
    return json.dumps({"level": level, "name": {"type": "Text", "value": f"Gauge {number}"}}).encode()


def _creates() -> Iterator[bytes]:
    return (
        request("POST", "/v2/entities", json.dumps(_entity(number)).encode()) for number in range(ENTITIES)
    )


def _updates(many: int = UPDATES) -> Iterator[bytes]:
    for number in range(many):
        path = f"/v2/entities/urn:ngsi-ld:Gauge:{number % ENTITIES}/attrs"
        yield request("PATCH", path, _attributes(number))


def _batches() -> Iterator[bytes]:
    for batch in range(BATCHES):
        first = batch * BATCH % ENTITIES
        entities = [
            _entity(first + place) | {"level": {"type": "Number", "value": batch}} for place in range(BATCH)
        ]
        body = json.dumps({"actionType": "append", "entities": entities}).encode()
        yield request("POST", "/v2/op/update", body)


def _gets() -> Iterator[bytes]:
    return (request("GET", f"/v2/entities/urn:ngsi-ld:Gauge:{number % ENTITIES}") for number in range(GETS))


def _queries() -> Iterator[bytes]:
    return (
        request("GET", f"/v2/entities?type=Gauge&q=name=='Gauge%20{number % ENTITIES}'")
        for number in range(2000)
    )


def _points() -> Iterator[bytes]:
    """Readings as a platform's subscription brings them, a thousand in a request."""
    for first in range(0, POINTS, 1000):
        data = [
            {
                "id": "urn:ngsi-ld:Gauge:history",
                "type": "History",
                "level": {
                    "type": "Number",
                    "value": number % 977 / 10,
                    "metadata": {"TimeInstant": {"type": "DateTime", "value": _moment(number)}},
                },
            }
            for number in range(first, first + 1000)
        ]
        yield request(
            "POST", "/history/v2/notify", json.dumps({"subscriptionId": "bench", "data": data}).encode()
        )


def _moment(number: int) -> str:
    return f"{START + timedelta(minutes=number):%Y-%m-%dT%H:%M:%S.000Z}"


def _averages() -> Iterator[bytes]:
    for number in range(AVERAGES):
        day = START + timedelta(days=number % (POINTS // 1440))
        span = f"fromDate={day:%Y-%m-%d}T00:00:00Z&toDate={day:%Y-%m-%d}T23:59:59Z"
        path = "/history/v2/entities/urn:ngsi-ld:Gauge:history/attrs/level"
        yield request("GET", f"{path}?type=History&aggrMethod=avg&aggrPeriod=hour&{span}")


def _subscriptions(port: int) -> Iterator[bytes]:
    for number in range(ENTITIES):
        subject = {"entities": [{"id": f"urn:ngsi-ld:Gauge:{number}", "type": "Gauge"}]}
        notification = {"http": {"url": f"http://127.0.0.1:{port}/told"}}
        body = {"subject": subject, "notification": notification}
        yield request("POST", "/v2/subscriptions", json.dumps(body).encode())
