"""Which kind of data set a file is."""

from collections.abc import Sequence


def guess_kind(
    headings: Sequence[str], filename: str = "", sample: Sequence[Sequence[str]] = ()
) -> list[tuple[str, float]]:
    """Kinds that fit, best first, each with a score from 0 to 1; above 0.6 is sure enough to propose."""
    raise NotImplementedError
