"""A conformance case is a few requests in a row, each with the answer the specification wants."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import ANY

from sagacity.broker.testing import Answer, City

BASE = "/ngsi-ld/v1"
ERRORS = "https://uri.etsi.org/ngsi-ld/errors/"
_UNSAID: Any = object()


@dataclass(frozen=True, slots=True)
class Step:
    """``answer``: the whole body; ``error``: the last part of its type; ``headers``: some of the answer's."""

    ask: str
    status: int
    json: Any = None
    answer: Any = _UNSAID
    error: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    sent: Mapping[str, str | None] = field(default_factory=dict)
    headers: Mapping[str, Any] = field(default_factory=dict)
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """``name`` is a sentence."""

    name: str
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        return self.name


def case(name: str, *steps: Step) -> Case:
    return Case(name, steps)


def carry_out(case_: Case, city: City) -> None:
    for number, step in enumerate(case_.steps, start=1):
        answer = take(step, city)
        told = f"{case_.name}: step {number} ({step.ask}) answered {answer.status} {answer.text}"
        assert answer.status == step.status, told
        if step.answer is not _UNSAID:
            assert (answer.json if answer.text else None) == step.answer, told
        if step.error:
            assert answer.json["type"] == ERRORS + step.error, told
            assert {"title", "detail", "status"} <= answer.json.keys(), told
        for name, value in step.headers.items():
            assert answer.headers.get(name) == value, f"{told} {dict(answer.headers)}"


def take(step: Step, city: City) -> Answer:
    method, path = step.ask.split(" ", 1)
    return city.ask(
        method, BASE + path, json=step.json, body=step.body, headers=step.sent, **dict(step.query)
    )


SOME = ANY
LD = {"Content-Type": "application/ld+json"}
CORE = "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.8.jsonld"
CORE_LINK = f'<{CORE}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
