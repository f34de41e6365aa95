"""The check itself: streaming, every row comes out once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sagacity.kit.city.api import City
from sagacity.registry.checking.row import CheckedRow, Tally
from sagacity.registry.kinds import Kind
from sagacity.registry.reading import Table
from sagacity.registry.types import Message


@dataclass(frozen=True, slots=True)
class TownPoint:
    """A 町字 and the point that stands for it; used to see whether a place lies near its town."""

    name: str
    latitude: float
    longitude: float


class Checking(Iterator[CheckedRow]):
    """The rows of one table, checked one by one; `messages` (whole file) and `tally` grow on the way."""

    messages: list[Message]
    tally: Tally

    def __next__(self) -> CheckedRow:
        raise NotImplementedError


def check(
    table: Table,
    kind: Kind,
    mapping: Mapping[str, str],
    *,
    city: City,
    edition: date | None = None,
    towns: Sequence[TownPoint] = (),
) -> Checking:
    """Check every row; `mapping` says heading → column ("" = left out), `edition` what day the file is of."""
    raise NotImplementedError
