"""Queries and values by chance: the compiled query agrees with a plain second reading of the manual."""

from datetime import datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from sagacity.broker.entity import Entity
from sagacity.broker.querying import mq, q
from sagacity.broker.querying.tests.things import attribute, entity

_NAMES = ["a", "b"]
_DATES = ["2026-04-08T03:00:00.000Z", "2026-04-08T03:00:00.001Z", "2027-01-01T00:00:00.000Z"]
_WRITTEN_DATES = [*_DATES, "2026-04-08T12:00:00+09:00", "2027-01-01", "2026-04-08T03Z"]
_scalars = some.one_of(
    some.integers(-3, 3), some.sampled_from([0.5, 1.0, -2.5]), some.booleans(), some.none(),
    some.sampled_from(["", "1", "x", "xy", "true", "2027-01-01", "山"]),
)  # fmt: skip
_values = some.one_of(
    _scalars, some.lists(_scalars, max_size=3), some.dictionaries(some.sampled_from(_NAMES), _scalars)
)
_attributes = some.one_of(
    _values.map(attribute),
    some.one_of(some.sampled_from(_DATES), some.none()).map(lambda value: attribute(value, "DateTime")),
)
_entities = some.dictionaries(some.sampled_from(_NAMES), _attributes).map(lambda found: entity(**found))

# what is written, and how a person reads it: (kind, value)
Read = tuple[str, Any]
_numbers = some.sampled_from([-2, 0, 1, 2, 0.5]).map(lambda n: (str(n), ("number", n)))
_texts = some.sampled_from(["x", "xy", "山"]).map(lambda text: (text, ("text", text)))
_quoted = some.sampled_from(["1", "true", "", "x"]).map(lambda text: (f"'{text}'", ("text", text)))
_dates = some.sampled_from(_WRITTEN_DATES).map(lambda text: (text, ("text", text)))
_words = some.sampled_from([("true", ("word", True)), ("false", ("word", False)), ("null", ("word", None))])
_ordered = some.one_of(_numbers, _texts, _quoted, _dates)
_any = some.one_of(_ordered, _words)
_paths = some.sampled_from(["a", "b", "a.a", "a.b"])
Asked = tuple[str, str, str, list[tuple[str, Read]]]
_spans = some.one_of(
    some.tuples(_numbers, _numbers), some.tuples(_texts, _texts), some.tuples(_dates, _dates)
)
_asked: some.SearchStrategy[Asked] = some.one_of(
    some.tuples(some.just("exists"), _paths, some.sampled_from(["", "!"]), some.just([])),
    some.tuples(
        some.just("list"), _paths, some.sampled_from(["==", "!="]), some.lists(_any, min_size=1, max_size=3)
    ),
    some.tuples(some.just("span"), _paths, some.sampled_from(["==", "!="]), _spans.map(list)),
    some.tuples(
        some.just("than"), _paths, some.sampled_from([">", ">=", "<", "<="]), _ordered.map(lambda one: [one])
    ),
)


@settings(max_examples=600, deadline=None)
@given(_entities, some.lists(_asked, min_size=1, max_size=3))
def test_q_agrees_with_a_second_reading(found: Entity, asked: list[Asked]) -> None:
    condition = q.parse(";".join(_write(one) for one in asked))
    expected = all(_read(found, one) for one in asked)
    assert condition.matches(found) is expected
    if expected:
        assert all(_passes(found, hint.attribute, hint.comparison, hint.value) for hint in condition.hints)


@settings(max_examples=300, deadline=None)
@given(_attributes, _asked)
def test_mq_agrees_with_q_one_step_deeper(value: Any, asked: Asked) -> None:
    """Metadata ``m.a`` follows the rules of the attribute ``a``."""
    outer = attribute(1)
    outer = type(outer)(1, "Number", {"a": {"type": value.type, "value": value.value}})
    query = _write(asked)
    deeper = f"!m.{query[1:]}" if query.startswith("!") else f"m.{query}"
    assert mq.parse(deeper).matches(entity(m=outer)) is q.parse(query).matches(entity(a=value))


def _write(asked: Asked) -> str:
    kind, path, operator, operands = asked
    if kind == "exists":
        return operator + path
    return path + operator + (".." if kind == "span" else ",").join(text for text, _ in operands)


def _read(found: Entity, asked: Asked) -> bool:
    kind, path, operator, operands = asked
    name, *rest = path.split(".")
    there = name in found.attributes
    value: Any = None
    dated = False
    if there:
        value, dated = found.attributes[name].value, found.attributes[name].type == "DateTime" and not rest
    for key in rest:
        there = there and isinstance(value, dict) and key in value
        value = value[key] if there else None
    if kind == "exists":
        return there is (operator == "")
    if not there or (dated and value is None):
        return False
    reads = [_as_moment(read) if dated else read for _, read in operands]
    if operator == "!=":
        return not _equal(kind, value, reads, dated)
    if operator == "==":
        return _equal(kind, value, reads, dated)
    order = _compare(value, reads[0], dated)
    return (
        order is not None and {">": order > 0, ">=": order >= 0, "<": order < 0, "<=": order <= 0}[operator]
    )


def _equal(kind: str, value: Any, reads: list[Read], dated: bool) -> bool:
    if isinstance(value, list):
        return any(_equal(kind, member, reads, dated) for member in value if not isinstance(member, list))
    if kind == "list":
        return any(_same(value, read, dated) for read in reads)
    low, high = _compare(value, reads[0], dated), _compare(value, reads[1], dated)
    return low is not None and high is not None and low >= 0 >= high


def _same(value: Any, read: Read, dated: bool) -> bool:
    if read[0] == "word":
        return value is read[1] and not dated
    return _compare(value, read, dated) == 0


def _compare(value: Any, read: Read, dated: bool) -> int | None:
    kind, other = read
    if dated:
        value, kind = datetime.fromisoformat(value), "text" if kind == "moment" else "other"
    elif isinstance(value, bool) or not isinstance(value, str if kind == "text" else int | float):
        return None
    return None if kind not in ("text", "number") else (value > other) - (value < other)


def _as_moment(read: Read) -> Read:
    """A second way to read a date: Python's own."""
    kind, text = read
    try:
        at = datetime.fromisoformat(text) if kind == "text" and text[:2] == "20" else None
    except ValueError:
        at = None
    if at is None:
        return ("word", text) if kind == "word" else ("other", text)
    return "moment", at if at.tzinfo else datetime.fromisoformat(f"{text}T00:00:00+00:00")


def _passes(found: Entity, name: str, comparison: str, bound: float | str) -> bool:
    value = found.attributes[name].value
    members = value if isinstance(value, list) else [value]
    same = [one for one in members if isinstance(one, str) is isinstance(bound, str) and one is not None]
    tests = {"==": "__eq__", ">=": "__ge__", "<=": "__le__"}
    return any(getattr(one, tests[comparison])(bound) is True for one in map(_float, same))


def _float(value: Any) -> Any:
    return float(value) if isinstance(value, int) else value
