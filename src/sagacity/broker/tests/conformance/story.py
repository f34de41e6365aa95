"""A story: requests one after the other, each with the answer the specification promises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sagacity.broker.testing import City

UNSAID: Final = object()


@dataclass(frozen=True)
class Step:
    """One request and what must come back; what is not named is not compared."""

    method: str
    path: str
    status: int
    shows: Any = UNSAID
    json: Any = None
    body: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)  # headers of the answer, in lower case


def step(method: str, path: str, status: int, shows: Any = UNSAID, **rest: Any) -> Step:
    """Parameters may be written into the path as in an address."""
    path, _, text = path.partition("?")
    query = dict(pair.partition("=")[::2] for pair in text.split("&")) if text else {}
    return Step(method, path, status, shows, query={**query, **rest.pop("query", {})}, **rest)


def given(id: str, type: str = "T", **attributes: Any) -> Step:
    """An entity that is there, written by plain values."""
    raw = {"id": id, "type": type, **attributes}
    return step("POST", "/v2/entities?options=keyValues", 201, json=raw)


def refusal(error: str, description: str) -> dict[str, str]:
    """The body of a refusal, exactly."""
    return {"error": error, "description": description}


def play(city: City, steps: Sequence[Step]) -> None:
    """Ask, and compare."""
    for number, one in enumerate(steps, start=1):
        answer = city.ask(
            one.method, one.path, json=one.json, body=one.body, headers=one.headers, **one.query
        )
        told = f"step {number}: {one.method} {one.path} {dict(one.query)} → {answer.status} {answer.text}"
        assert answer.status == one.status, told
        if one.shows is not UNSAID:
            shown = answer.text if isinstance(one.shows, str) else answer.json
            assert shown == one.shows, told
        for name, text in one.answers.items():
            assert answer.headers.get(name) == text, told
        assert answer.headers["fiware-correlator"], told
        if answer.status >= 400:
            assert set(answer.json) == {"error", "description"}, told
