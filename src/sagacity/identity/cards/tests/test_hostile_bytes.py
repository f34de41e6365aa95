"""Whatever is held before the camera: a reader answers or refuses, and never breaks."""

import zlib

import cbor2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sagacity.identity.cards.tests import vectors
from sagacity.identity.cards.tests.test_vectors import reader
from sagacity.identity.cards.tokens import base45, cbor, cose, deflate, printed, refusals, showing

LETTERS = st.text(alphabet=base45.ALPHABET, max_size=700)
numbers = st.integers(min_value=-(2**53), max_value=2**53 - 1)
values = st.recursive(
    numbers | st.binary(max_size=40) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.integers(min_value=-24, max_value=23), inner, max_size=4)
    ),
    max_leaves=12,
)


def said_of(text: str) -> str:
    try:
        reader().read(text, at=vectors.AT)
    except refusals.CardRefused as refusal:
        return refusal.reason
    return ""


@given(st.text(max_size=1300))
@example("SG2:" + "\ud800")
@example("SG2P:" + "۱" * 144)
def test_any_text_is_refused(text: str) -> None:
    assert said_of(text) == "malformed"


@given(LETTERS)
def test_any_letters_behind_the_prefix_are_refused(letters: str) -> None:
    assert said_of(showing.PREFIX + letters) != ""
    assert said_of(printed.PREFIX + letters) != ""


@given(st.binary(max_size=600))
def test_any_bytes_in_the_right_wrapping_are_refused(data: bytes) -> None:
    assert said_of(vectors.packed(data)) == "malformed"


@given(values)
def test_any_value_signed_by_the_city_is_no_card(value: object) -> None:
    signed = cose.sign(
        cbor2.dumps(value, canonical=True), private=vectors.CITY, kid=vectors.kid(vectors.CITY)
    )

    assert said_of(vectors.shown(signed)) == "malformed"


@settings(max_examples=300)
@given(st.integers(min_value=0, max_value=280), st.integers(min_value=1, max_value=255))
def test_no_changed_byte_of_a_code_is_accepted(at: int, change: int) -> None:
    signed = deflate.inflate(base45.decode(vectors.shown().removeprefix(showing.PREFIX)))
    at %= len(signed)

    assert said_of(vectors.packed(signed[:at] + bytes((signed[at] ^ change,)) + signed[at + 1 :])) != ""


@given(values)
def test_what_we_write_we_read_like_another_library(value: object) -> None:
    data = cbor.write(value)

    assert cbor.read(data) == value == cbor2.loads(data)


@given(st.binary(max_size=80))
def test_what_we_read_has_one_spelling(data: bytes) -> None:
    try:
        value = cbor.read(data)
    except cbor.NotCanonical:
        return
    if not _has_tag(value):
        assert cbor.write(value) == data


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(deflate.NotInflated, match="too large"):
        deflate.inflate(zlib.compress(bytes(50_000_000), 9))


def _has_tag(value: object) -> bool:
    if isinstance(value, dict):
        return any(_has_tag(inner) for inner in value.values())
    if isinstance(value, list):
        return any(_has_tag(inner) for inner in value)
    return isinstance(value, cbor.Tagged)
