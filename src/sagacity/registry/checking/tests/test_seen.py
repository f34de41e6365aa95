import sys

from hypothesis import given
from hypothesis import strategies as st

from sagacity.registry.checking.seen import Seen


@given(st.lists(st.integers(min_value=-(2**63), max_value=2**63 - 1), max_size=3000))
def test_it_answers_as_a_dict_would(marks: list[int]) -> None:
    plain: dict[int, int] = {}
    seen = Seen()

    for line, mark in enumerate(marks, start=2):
        assert seen.first(mark, line) == plain.setdefault(mark, line)


def test_a_hundred_thousand_lines_fit_in_four_megabytes() -> None:
    seen = Seen()

    for line in range(1, 100_001):
        seen.first(hash(f"line {line}"), line)

    assert sum(sys.getsizeof(part) for part in (seen._marks, seen._lines)) < 4_000_000
    assert seen.first(hash("line 7"), 100_001) == 7
