"""Patterns from strangers cost little, whatever they are."""

import pytest

from sagacity.broker.querying import patterns
from sagacity.broker.refusals import BadRequest


def test_a_pattern_is_searched_for_and_not_anchored() -> None:
    assert patterns.compile("oom[0-9]").fits("Room1")
    assert not patterns.compile("^oom").fits("Room1")
    assert patterns.compile("山.$").fits("富士山頂")


def test_a_catastrophic_pattern_ends() -> None:
    assert not patterns.compile("^(a+)+$").fits("a" * 50_000 + "!")


@pytest.mark.parametrize(
    "text", ["", "(", "a" * 1001, "(?=a)", r"(a)\1", "((a{1000}){1000}){1000}", "(" * 900, "\ud800"]
)
def test_a_pattern_that_cannot_be_searched_in_linear_time_is_refused(text: str) -> None:
    with pytest.raises(BadRequest):
        patterns.compile(text)
