from hypothesis import given
from hypothesis import strategies as st

from sagacity.kit.small_cells import LEAST, Sum, hide, hide_joined


def test_counts_that_point_at_nobody_stay() -> None:
    assert hide({"a": 10, "b": 0, "c": 312}) == {"a": 10, "b": 0, "c": 312}


def test_a_single_small_count_takes_the_next_smallest_with_it() -> None:
    assert hide({"a": 3, "b": 40, "c": 50}) == {"a": None, "b": None, "c": 50}


def test_without_a_total_only_small_counts_are_hidden() -> None:
    assert hide({"a": 3, "b": 40}, total_shown=False) == {"a": None, "b": 40}


def test_two_small_counts_whose_sum_is_small_take_a_third() -> None:
    assert hide({"a": 3, "b": 4, "c": 90, "d": 100}) == {"a": None, "b": None, "c": None, "d": 100}


def test_a_zero_is_hidden_only_when_nothing_else_is_left() -> None:
    assert hide({"a": 3, "b": 0, "c": 20}) == {"a": None, "b": 0, "c": None}
    assert hide({"a": 3, "b": 0}) == {"a": None, "b": None}


@given(st.dictionaries(st.integers(), st.integers(0, 60), max_size=8))
def test_nobody_can_work_out_a_small_count_from_the_total(counts: dict[int, int]) -> None:
    shown = hide(counts)

    hidden = [count for key, count in counts.items() if shown[key] is None]
    assert all(count is None or count == 0 or count >= LEAST for count in shown.values())
    if hidden:
        everything = len(hidden) == len(counts)
        assert everything or (len(hidden) > 1 and sum(hidden) >= LEAST)


@given(st.dictionaries(st.integers(), st.integers(0, 60), max_size=8))
def test_what_is_shown_is_true(counts: dict[int, int]) -> None:
    assert all(count is None or count == counts[key] for key, count in hide(counts).items())


def test_a_small_way_takes_one_beside_it_along_each_sum_it_stands_in() -> None:
    """People of two doors go to two desks; the sums of doors and desks are seen."""
    counts = {"aA": 3, "aB": 40, "bA": 50, "bB": 60, "a": 43, "b": 110, "A": 53, "B": 100}
    sums = [Sum(("aA", "aB"), "a"), Sum(("bA", "bB"), "b"), Sum(("aA", "bA"), "A"), Sum(("aB", "bB"), "B")]

    shown = hide_joined(counts, sums)

    assert [key for key, count in shown.items() if count is None] == ["aA", "aB", "bA", "bB"]


def test_the_only_way_to_a_small_stop_is_hidden_with_it() -> None:
    assert hide_joined({"way": 4, "stop": 4}, [Sum(("way",), "stop")]) == {"way": None, "stop": None}


@given(st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=1, max_size=4))
def test_no_row_and_no_column_gives_a_hidden_cell_away(rows: list[list[int]]) -> None:
    counts = {(down, across): many for down, row in enumerate(rows) for across, many in enumerate(row)}
    sums = [Sum(tuple((down, across) for across in range(3))) for down in range(len(rows))]
    sums += [Sum(tuple((down, across) for down in range(len(rows)))) for across in range(3)]

    shown = hide_joined(counts, sums)

    for each in sums:
        unseen = [counts[key] for key in each.parts if shown[key] is None]
        everything = len(unseen) == len(each.parts)
        assert not unseen or everything or (len(unseen) > 1 and sum(unseen) >= LEAST)
    assert all(count is None or count == 0 or count >= LEAST for count in shown.values())
