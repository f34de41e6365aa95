"""Whatever comes in, it is read or refused by name; nothing else happens."""

import contextlib
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sagacity.broker.ld.contexts.building import CORE, build
from sagacity.broker.ld.querying import geo_q, q, scope_q, selecting, type_selection
from sagacity.broker.ld.reading import entity as reading
from sagacity.broker.ld.subscribing import asked
from sagacity.broker.ld.terms import ATTRIBUTE_MEMBERS, ENTITY_MEMBERS, NULL, VALUE_MEMBER
from sagacity.broker.ld.tests.casting import shown, written
from sagacity.broker.ld.verbs import entities as verbs
from sagacity.broker.refusals import BadRequest, Refused

WORDS = sorted(
    ENTITY_MEMBERS
    | ATTRIBUTE_MEMBERS
    | VALUE_MEMBER.keys()
    | {NULL, "@none", "@value", "DateTime", "Point", "coordinates", "a", "urn:x:1", "2026-04-01T00:00:00Z"}
)
TEXTS = st.sampled_from(WORDS) | st.text(max_size=6)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
calm = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


@calm
@given(st.dictionaries(TEXTS, JSON, max_size=4))
def test_any_entity_is_kept_whole_or_refused(given_: dict[str, Any]) -> None:
    body = {**given_, "id": "urn:x:1", "type": "T"}
    try:
        row = written(body)
    except Refused:
        return
    for form in ("normalized", "concise"):
        again = written(shown(row, form), onto=row)
        assert shown(again) == shown(row)


@calm
@given(st.dictionaries(TEXTS, JSON, max_size=4), JSON)
def test_any_merge_is_carried_out_or_refused(fragment: dict[str, Any], value: Any) -> None:
    with contextlib.suppress(Refused):
        row = written({"id": "urn:x:1", "type": "T", "a": value})
        after = verbs.merge(reading.fragment(fragment, CORE, entity_id="urn:x:1"))(row, 1).entity
        assert after is not None
        shown(after)


@calm
@given(st.text(alphabet='ab.[]()";|,=!<>~0123456789-T:Z/#+* \\', max_size=30))
def test_any_question_is_read_or_refused(text: str) -> None:
    row = written({"id": "urn:x:1", "type": "T", "a": 1, "b": "x"})
    for parse in (lambda: q.parse(text, CORE), lambda: type_selection.parse(text, CORE)):
        with contextlib.suppress(Refused):
            found = parse()
            assert found is None or found.matches(row) in (True, False)
    with contextlib.suppress(Refused):
        scope_q.parse(text)(row)
    with contextlib.suppress(Refused):
        geo_q.parse(georel=text, geometry="Point", coordinates=text)


@calm
@given(JSON)
def test_any_body_of_a_question_or_subscription_is_read_or_refused(body: Any) -> None:
    with contextlib.suppress(Refused):
        selecting.from_body(body, CORE)
    with contextlib.suppress(Refused):
        asked.check(body, CORE, at=0)
    with contextlib.suppress(BadRequest):
        build([body] if isinstance(body, dict) else [])
