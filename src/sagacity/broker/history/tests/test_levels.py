from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sagacity.broker.history import levels, moments
from sagacity.broker.history.levels import DAY, HOUR, MINUTE, MONTH, POINTS, Piece, Span, cover

D, H, M = 86_400_000, 3_600_000, 60_000
DAYS_90 = st.integers(min_value=-40 * D, max_value=50 * D)
LENGTHS = st.integers(min_value=0, max_value=100 * D)


def test_whole_days_are_one_piece() -> None:
    assert cover(Span(3 * D, 10 * D)) == [Piece(DAY, 3 * D, 10 * D)]


def test_ragged_ends_are_hours_then_minutes_then_points() -> None:
    span = Span(1 * D - H - M - 5, 3 * D + 2 * H + 3 * M + 7)

    assert cover(span) == [
        Piece(POINTS, D - H - M - 5, D - H - M),
        Piece(MINUTE, D - H - M, D - H),
        Piece(HOUR, D - H, D),
        Piece(DAY, D, 3 * D),
        Piece(HOUR, 3 * D, 3 * D + 2 * H),
        Piece(MINUTE, 3 * D + 2 * H, 3 * D + 2 * H + 3 * M),
        Piece(POINTS, 3 * D + 2 * H + 3 * M, 3 * D + 2 * H + 3 * M + 7),
    ]


def test_no_time_is_no_piece() -> None:
    assert cover(Span(5, 5)) == []
    assert cover(Span(6, 5)) == []


@given(
    start=DAYS_90, length=st.integers(min_value=0, max_value=100 * D), coarsest=st.sampled_from([0, 1, 2, 3])
)
def test_pieces_are_whole_buckets_that_meet_without_gap_or_overlap(
    start: int, length: int, coarsest: int
) -> None:
    pieces = cover(Span(start, start + length), coarsest=coarsest)

    assert sum(piece.stop - piece.start for piece in pieces) == length
    for before, after in pairwise(pieces):
        assert before.stop == after.start
    for piece in pieces:
        assert piece.level <= coarsest
        if piece.level != POINTS:
            ends = {levels.begin_of(piece.level, end) for end in piece[1:]}
            assert ends == {piece.start, piece.stop}
        else:
            assert coarsest == POINTS or piece.stop - piece.start < 2 * M
    assert len(pieces) <= 9


def test_a_year_is_twelve_months_and_their_lengths_are_the_calendars() -> None:
    begin, end = moments.read("2024-01-01"), moments.read("2025-01-01")
    (piece,) = cover(Span(begin, end))

    assert piece == Piece(MONTH, begin, end)
    february = moments.read("2024-02-01")
    assert levels.begin_of(MONTH, moments.read("2024-02-29T23:59:59")) == february
    assert levels.end_of(MONTH, february) == moments.read("2024-03-01")
