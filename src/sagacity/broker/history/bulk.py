"""Many rows at once, in whichever way each database takes them fastest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sagacity.broker.store.base import Row, Session


@dataclass(slots=True)
class Insert:
    """An INSERT of many rows; ``columns`` with their PostgreSQL types, ``ending`` may be ON CONFLICT …"""

    table: str
    columns: Mapping[str, str]
    ending: str = ""
    _row_by_row: str = field(init=False)
    _by_column: str = field(init=False)

    def __post_init__(self) -> None:
        into = f"INSERT INTO {self.table} ({', '.join(self.columns)})"
        arrays = ", ".join(f"?::{kind}[]" for kind in self.columns.values())
        self._row_by_row = f"{into} VALUES ({', '.join('?' * len(self.columns))}) {self.ending}"
        self._by_column = f"{into} SELECT * FROM unnest({arrays}) {self.ending}"

    def run(self, session: Session, rows: Sequence[Row], *, kind: str) -> None:
        """Insert the rows; ``kind`` is the store's."""
        if not rows:
            return
        if kind == "sqlite":
            session.execute_many(self._row_by_row, rows)
        else:  # one statement with an array for each column: a fifth of the cost of a statement for each row
            session.execute(self._by_column, [list(column) for column in zip(*rows, strict=True)])
