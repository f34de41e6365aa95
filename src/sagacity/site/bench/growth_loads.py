"""The requests that are sent at every size; each has an answer that does not depend on the size."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from sagacity.site.bench.loading import request

TYPES = 20  # as sagacity.broker.filling makes them
MINUTES_OF_A_YEAR = 525_600
START = datetime(2025, 1, 1, tzinfo=UTC)

Make = Callable[[random.Random, int], bytes]


@dataclass(frozen=True, slots=True)
class Load:
    """Requests of one kind; the number of each is handed to ``make`` with a source of chance."""

    make: Make
    measured: int
    warming: int = 300

    def __call__(self, many: int) -> Iterator[bytes]:
        chance = random.Random(many)
        first = 0 if many == self.warming else self.warming
        return (self.make(chance, first + number) for number in range(many))


@dataclass(frozen=True, slots=True)
class Gauges:
    """Gauges with a year of readings each, one every so many minutes."""

    first: int
    stop: int
    every: int


def of_entities(size: int) -> dict[str, Load]:
    """Updates, gets, questions and counts among so many entities."""

    def path(number: int) -> str:
        return f"/v2/entities/urn:ngsi-ld:Gauge:{number}"

    def made(number: int) -> str:
        return f"/v2/entities/urn:ngsi-ld:Made:{number}"

    def create(chance: random.Random, number: int) -> bytes:
        body = _entity(size, f"Gauge {number}") | {"id": made(number).rpartition("/")[2]}
        return request("POST", "/v2/entities", _json(body))

    def update(chance: random.Random, number: int) -> bytes:
        place = chance.randrange(size)
        level = {"type": "Number", "value": place / 10}
        name = {"type": "Text", "value": f"Gauge {place} of {number}"}
        return request("PATCH", f"{path(place)}/attrs", _json({"level": level, "name": name}))

    def batch(chance: random.Random, number: int) -> bytes:
        places = {chance.randrange(size) for _ in range(100)}
        entities = [_entity(place, f"Gauge {place} in {number}") for place in places]
        return request("POST", "/v2/op/update", _json({"actionType": "append", "entities": entities}))

    def get(chance: random.Random, number: int) -> bytes:
        return request("GET", path(chance.randrange(size)))

    def value(chance: random.Random, number: int) -> bytes:
        place = chance.randrange(size)
        return request("GET", f"/v2/entities?type=Type{place % TYPES}&q=level=={place / 10}")

    def near(chance: random.Random, number: int) -> bytes:
        place = chance.randrange(size)
        longitude, latitude = place_of(place)
        centre = f"{latitude},{longitude}"
        wanted = f"georel={quote('near;maxDistance:1000')}&geometry=point&coords={centre}"
        return request("GET", f"/v2/entities?{wanted}")

    def page(chance: random.Random, number: int) -> bytes:
        return request("GET", f"/v2/entities?type=Type{chance.randrange(TYPES)}&options=count")

    return {
        "update": Load(update, 5_000),
        "batch_of_100": Load(batch, 100, 20),
        "get": Load(get, 8_000),
        "type_and_value": Load(value, 3_000),
        "near": Load(near, 1_500),
        "page_and_count": Load(page, 1_500),
        "types": Load(lambda chance, number: request("GET", "/v2/types"), 1_500),
        "ld_types": Load(lambda chance, number: request("GET", "/ngsi-ld/v1/types?details=true"), 1_500),
        "ld_attributes": Load(lambda chance, number: request("GET", "/ngsi-ld/v1/attributes"), 1_500),
        "create": Load(create, 2_000),
        "delete": Load(lambda chance, number: request("DELETE", made(number)), 2_000),
    }


def of_points(gauges: Gauges) -> dict[str, Load]:
    """Sums over a day, a month and a year, the newest readings, and readings as they are."""

    def ask(chance: random.Random, wanted: str) -> bytes:
        gauge = chance.randrange(gauges.first, gauges.stop)
        path = f"/history/v2/entities/urn:ngsi-ld:History:{gauge}/attrs/level?type=History"
        return request("GET", f"{path}&{wanted}")

    def window(chance: random.Random, days: int, period: str) -> bytes:
        begin = START + timedelta(days=chance.randrange(366 - days))
        span = f"fromDate={begin:%Y-%m-%d}&toDate={begin + timedelta(days=days - 1):%Y-%m-%d}T23:59:59.999Z"
        return ask(chance, f"aggrMethod=avg&aggrPeriod={period}&{span}")

    def since(chance: random.Random, number: int) -> bytes:
        begin = START + timedelta(minutes=chance.randrange(MINUTES_OF_A_YEAR - 1_000))
        return ask(chance, f"fromDate={begin:%Y-%m-%dT%H:%M}&limit=100")

    return {
        "day_by_hour": Load(lambda chance, number: window(chance, 1, "hour"), 3_000),
        "month_by_day": Load(lambda chance, number: window(chance, 30, "day"), 3_000),
        "year_by_month": Load(lambda chance, number: window(chance, 365, "month"), 3_000),
        "last_100": Load(lambda chance, number: ask(chance, "lastN=100"), 3_000),
        "hundred_since": Load(since, 3_000),
    }


def _entity(place: int, name: str) -> dict[str, object]:
    return {
        "id": f"urn:ngsi-ld:Gauge:{place}",
        "type": f"Type{place % TYPES}",
        "level": {"type": "Number", "value": place / 10},
        "name": {"type": "Text", "value": name},
        "location": {
            "type": "geo:json",
            "value": {"type": "Point", "coordinates": [*place_of(place)]},
        },
    }


def place_of(number: int) -> tuple[float, float]:
    """Where sagacity.broker.filling puts a gauge, longitude first."""
    row = number // 100
    return row // 10_000 + number % 100 / 200, row % 10_000 / 200 - 25


def _json(value: object) -> bytes:
    return json.dumps(value).encode()
