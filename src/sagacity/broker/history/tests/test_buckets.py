from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sagacity.broker.history.buckets import Bucket, Place, fold
from sagacity.broker.history.levels import DAY, HOUR, LEVELS, MINUTE, begin_of

Point = tuple[int, int, float | None, bool]

VALUES = st.one_of(
    st.integers(min_value=-1000, max_value=1000).map(lambda number: (float(number), False)),
    st.sampled_from([(None, False), (None, True)]),
)
POINTS = st.lists(
    st.tuples(st.sampled_from([1, 2]), st.integers(-200_000_000, 200_000_000), VALUES).map(
        lambda point: (point[0], point[1], *point[2])
    ),
    max_size=60,
)


def by_hand(points: list[Point]) -> dict[Place, tuple[int, int, float, float | None, float | None]]:
    found: dict[Place, list[Point]] = {}
    for point in points:
        for level in LEVELS:
            found.setdefault((point[0], level, begin_of(level, point[1])), []).append(point)
    return {place: _sums(inside) for place, inside in found.items()}


def _sums(points: list[Point]) -> tuple[int, int, float, float | None, float | None]:
    numbers = [number for _, _, number, _ in points if number is not None]
    count = sum(not is_null for *_, is_null in points)
    return count, len(numbers), sum(numbers), min(numbers, default=None), max(numbers, default=None)


def plain(bucket: Bucket) -> tuple[int, int, float, float | None, float | None]:
    return bucket.points, bucket.numbers, bucket.total, bucket.low, bucket.high


@given(POINTS)
def test_buckets_of_every_level_say_what_counting_by_hand_says(points: list[Point]) -> None:
    assert {place: plain(bucket) for place, bucket in fold(points).items()} == by_hand(points)


@given(POINTS.filter(lambda points: all(point[2] is not None for point in points)), st.randoms())
def test_the_order_of_arrival_does_not_matter(points: list[Point], random: object) -> None:
    unique = list({(point[0], point[1]): point for point in points}.values())
    shuffled = list(unique)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert fold(unique) == fold(shuffled)


def test_the_last_number_is_the_newest_not_the_one_that_came_last() -> None:
    buckets = fold([(1, 5_000, 1.0, False), (1, 9_000, 2.0, False), (1, 7_000, 3.0, False)])

    assert [buckets[1, level, 0].last for level in (MINUTE, HOUR, DAY)] == [2.0, 2.0, 2.0]


def test_levels_nest() -> None:
    buckets = fold([(1, minute * 60_000, float(minute), False) for minute in range(150)])

    counts = [len([1 for _, level, _ in buckets if level == wanted]) for wanted in (MINUTE, HOUR, DAY)]
    assert counts == [150, 3, 1]
    hours = sorted(begin for _, level, begin in buckets if level == HOUR)
    assert [later - earlier for earlier, later in pairwise(hours)] == [3_600_000, 3_600_000]
