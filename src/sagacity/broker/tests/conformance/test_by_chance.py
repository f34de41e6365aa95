"""Random questions about random entities: the broker and brute force name the same ones."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from sagacity.broker.testing import City
from sagacity.broker.tests.conformance.brute_force import Statement, distance_m, fits

MANY = 700  # enough that the broker builds its indexes on the way
QUESTIONS = 120
WORDS = ("river", "road", "bridge", "川", "橋")
VALUES: tuple[Callable[[random.Random], Any], ...] = (
    lambda chance: chance.randint(-3, 3),
    lambda chance: chance.randint(-30, 30) / 10,
    lambda chance: chance.choice(WORDS),
    lambda chance: chance.choice((True, False)),
    lambda chance: None,
    lambda chance: [chance.choice(WORDS), chance.randint(0, 3)],
    lambda chance: {"x": chance.randint(0, 3), "y": {"z": chance.choice(WORDS)}},
)
PATHS = (("a",), ("b",), ("c",), ("a", "x"), ("b", "y", "z"), ("c", "y"))
NAMES = ("a", "b", "c")


def entity(chance: random.Random, number: int) -> dict[str, Any]:
    made: dict[str, Any] = {"id": f"E{number}", "type": chance.choice(("T", "T", "U"))}
    for name in NAMES:
        if chance.random() < 0.8:
            made[name] = {
                "value": chance.choice(VALUES)(chance),
                "type": "Thing",
                "metadata": {"m": {"type": "Thing", "value": chance.choice(VALUES)(chance)}},
            }
    if chance.random() < 0.7:
        place = [round(chance.uniform(130.0, 130.6), 5), round(chance.uniform(33.0, 33.5), 5)]
        made["location"] = {"type": "geo:json", "value": {"type": "Point", "coordinates": place}}
    return made


def statement(chance: random.Random, path: tuple[str, ...]) -> Statement:
    operator = chance.choice(("", "!", "==", "==", "!=", ">", "<", ">=", "<=", "~="))
    if operator in ("", "!"):
        return Statement(path, operator)
    if operator == "~=":
        return Statement(path, operator, chance.choice(("r", "^ri", "ge$", "川|橋", "[aeiou]d")))
    number, word = chance.randint(-3, 3), chance.choice(WORDS)
    wanted: list[Any] = [number, number / 2, word]
    if operator in ("==", "!="):
        wanted += [chance.random() < 0.5, [number, word], (number, number + 2), ("a", word)]
    return Statement(path, operator, chance.choice(wanted))


@pytest.fixture
def crowd(city: City) -> tuple[City, random.Random, list[dict[str, Any]]]:
    chance = random.Random(4)
    made = [entity(chance, number) for number in range(MANY)]
    body = {"actionType": "append", "entities": made}
    assert city.post("/v2/op/update", json=body).status == 204
    return city, chance, made


def ids_of(city: City, **query: str) -> list[str]:
    answer = city.get("/v2/entities", limit=1000, attrs="nothing", **query)
    assert answer.status == 200, (query, answer.text)
    return [found["id"] for found in answer.json]


Crowd = tuple[City, random.Random, list[dict[str, Any]]]


def test_q_agrees_with_brute_force(crowd: Crowd) -> None:
    city, chance, made = crowd
    for _ in range(QUESTIONS):
        asked = [statement(chance, chance.choice(PATHS)) for _ in range(chance.randint(1, 2))]
        kind = chance.choice(({}, {"type": "T"}))
        expected = [
            one["id"]
            for one in made
            if all(fits(one, part) for part in asked) and one["type"] == kind.get("type", one["type"])
        ]
        text = ";".join(map(str, asked))
        assert ids_of(city, q=text, **kind) == expected, text


def test_mq_agrees_with_brute_force(crowd: Crowd) -> None:
    city, chance, made = crowd
    for _ in range(QUESTIONS // 2):
        name, *rest = chance.choice(PATHS)
        part = statement(chance, (name, "m", *rest))
        expected = [one["id"] for one in made if fits(one, part, metadata=True)]
        assert ids_of(city, mq=str(part)) == expected, str(part)


def test_near_agrees_with_brute_force(crowd: Crowd) -> None:
    city, chance, made = crowd
    places = {one["id"]: tuple(one["location"]["value"]["coordinates"]) for one in made if "location" in one}
    for _ in range(QUESTIONS // 4):
        here = (chance.uniform(130.0, 130.6), chance.uniform(33.0, 33.5))
        away = {id_: distance_m(here, place) for id_, place in places.items()}
        metres = chance.uniform(100, 40_000)
        assert all(abs(far - metres) > 0.01 for far in away.values()), "too close to call"
        coords = f"{here[1]},{here[0]}"
        near = ids_of(
            city,
            georel=f"near;maxDistance:{metres}",
            geometry="point",
            coords=coords,
            orderBy="geo:distance",
        )
        assert near == sorted((id_ for id_ in away if away[id_] <= metres), key=away.__getitem__)
        far = ids_of(city, georel=f"near;minDistance:{metres}", geometry="point", coords=coords)
        assert far == [id_ for id_ in away if away[id_] >= metres]
