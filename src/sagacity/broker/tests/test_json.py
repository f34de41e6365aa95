import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagacity.broker.door import json
from sagacity.broker.refusals import NotJson

values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text('[]{}\\"a', max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("[{a", max_size=2), inner, max_size=3)
    ),
    max_leaves=30,
)


@given(values)
def test_what_is_sent_is_read(value: object) -> None:
    assert json.parse(orjson.dumps(value)) == value


@pytest.mark.parametrize("pair", ["[]", "{}"])
def test_depth_has_a_limit(pair: str) -> None:
    opening = "[" if pair == "[]" else '{"a":'
    fits = opening * (json.DEEPEST - 1) + pair + pair[1] * (json.DEEPEST - 1)
    assert json.parse(fits.encode())
    with pytest.raises(NotJson):
        json.parse((opening + fits + pair[1]).encode())


def test_brackets_in_texts_hide_no_depth() -> None:
    deep = "[" * 200 + "]" * 200
    with pytest.raises(NotJson):
        json.parse(f'["]]]]]]", {deep}, "[[[[[["]'.encode())
    assert json.parse(b'["' + b"[" * 500 + b'"]') == ["[" * 500]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000, b'{"a":' * 100_000, b"NaN"])
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(NotJson):
        json.parse(body)
