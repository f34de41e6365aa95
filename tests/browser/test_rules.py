"""Rules mean the same in Python and in the browser: every vector, and thousands of rules at random."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from playwright.sync_api import Browser, Route

from sagacity.kit.logic import api as logic

SOURCE = Path(__file__).parents[2] / "src/sagacity"
VECTORS = json.loads((SOURCE / "kit/logic/vectors.json").read_text(encoding="utf-8"))
SCRIPT = (SOURCE / "procedures/static/procedures/logic.js").read_text(encoding="utf-8")
HOME = "http://localhost/"
RUN = """async (cases) => {
  const { evaluate } = await import("/logic.js");
  return JSON.stringify(JSON.parse(cases).map(([rule, data]) => {
    try { return { end: evaluate(rule, data) }; }
    catch (problem) { return { bad: problem.code ?? String(problem) }; }
  }));
}"""
InBrowser = Callable[[list[tuple[Any, Any]]], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def in_browser(browser: Browser) -> Iterator[InBrowser]:
    def served(route: Route) -> None:
        if route.request.url == f"{HOME}logic.js":
            route.fulfill(body=SCRIPT, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>rules</title>", content_type="text/html")

    page = browser.new_page()
    page.route("**/*", served)
    page.goto(HOME)
    yield lambda cases: json.loads(page.evaluate(RUN, json.dumps(cases)))
    page.close()


def in_python(rule: Any, data: Any) -> dict[str, Any]:
    try:
        return {"end": logic.evaluate(rule, data)}
    except logic.BadRule as problem:
        return {"bad": problem.code}


def test_every_vector_ends_alike_in_the_browser(in_browser: InBrowser) -> None:
    found = in_browser([(one["rule"], one["data"]) for one in VECTORS])

    for vector, end in zip(VECTORS, found, strict=True):
        assert end == {name: vector[name] for name in ("end", "bad") if name in vector}, vector


NAMES = some.sampled_from(["a", "b", "rows", "rows.0", "rows.1.x", "facts.age", "x", "", "zz"])
SCALARS = (
    some.none()
    | some.booleans()
    | some.integers(-5, 30)
    | some.integers(-(2**53) + 1, 2**53 - 1)
    | some.floats(-1e15, 1e15)
    | some.sampled_from(["", "0", "1", "3.0", "-2", "a", "bank", "𠮷", "\uffff", "2026-02-29", "2028-02-29"])
    | some.sampled_from(["2026-07-06", "0000-01-01", "2026-W01-1", "9999-12-31"])
    | some.text(max_size=3)
)
VALUES = some.recursive(
    SCALARS,
    lambda one: some.lists(one, max_size=3) | some.dictionaries(some.sampled_from("abx"), one, max_size=2),
    max_leaves=5,
)
PLAIN = (
    "== != === !== ! !! < <= > >= + - * / % min max in cat substr merge count days years missing if and or"
)
RULES = some.recursive(
    SCALARS | some.builds(lambda name: {"var": name}, NAMES) | some.lists(SCALARS, max_size=3),
    lambda one: (
        some.builds(
            lambda name, given: {name: given}, some.sampled_from(PLAIN.split()), some.lists(one, max_size=4)
        )
        | some.builds(
            lambda name, over, inner: {name: [over, inner]},
            some.sampled_from(["map", "filter", "all", "some", "none"]),
            one,
            one,
        )
        | some.builds(lambda name, default: {"var": [name, default]}, NAMES, one)
        | some.builds(lambda name, alone: {name: alone}, some.sampled_from(PLAIN.split()), one)
    ),
    max_leaves=12,
)
DATA = some.fixed_dictionaries(
    {"a": VALUES, "b": VALUES, "rows": some.lists(VALUES, max_size=3)},
    optional={"x": VALUES, "facts": some.fixed_dictionaries({"age": SCALARS})},
)


@settings(max_examples=40, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(cases=some.lists(some.tuples(RULES, DATA), min_size=40, max_size=120))
def test_rules_at_random_end_alike_in_the_browser(
    in_browser: InBrowser, cases: list[tuple[Any, Any]]
) -> None:
    for (rule, data), end in zip(cases, in_browser(cases), strict=True):
        assert end == in_python(rule, data), (rule, data)
