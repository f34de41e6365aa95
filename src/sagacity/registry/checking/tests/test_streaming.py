"""A long file is checked in constant memory."""

import tracemalloc
from collections.abc import Iterator

from sagacity.registry import kinds
from sagacity.registry.checking import check
from sagacity.registry.checking.tests.desk import CITY
from sagacity.registry.mapping import propose
from sagacity.registry.reading import RawRow, Table

HEADINGS = [column.name for column in kinds.get("aed").columns[:31]]


def rows(many: int) -> Iterator[RawRow]:
    """Rows of a list of AEDs, made while they are asked for; one in fifty needs a repair."""
    for number in range(many):
        cells = {
            "全国地方公共団体コード": "412015",
            "ID": f"{number:010d}",
            "名称": f"施設{number}",
            "名称_カナ": "シセツ",
            "緯度": f"{33.2 + number % 1000 / 10_000:.6f}",
            "経度": f"{130.2 + number % 997 / 10_000:.6f}",
            "開始時間": "９時００分" if number % 50 == 0 else "09:00",
        }
        yield RawRow(number + 2, [cells.get(heading, "") for heading in HEADINGS])


def _peak(many: int) -> int:
    table = Table("x.csv", "", "csv", "utf-8", "", HEADINGS, 1, rows(many))
    kind = kinds.get("aed")
    tracemalloc.start()
    repaired = 0
    checking = check(table, kind, propose(HEADINGS, kind).columns, city=CITY)
    for row in checking:
        repaired += len(row.messages)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert checking.tally.applied == many
    assert repaired == (many + 49) // 50
    return peak


def test_ten_times_the_rows_take_only_what_finding_duplicates_takes() -> None:
    _peak(100)
    small, large = _peak(2_000), _peak(20_000)

    # Two marks of a row and the line that had them first, with room to grow; never the row itself.
    assert large - small < 18_000 * 150
