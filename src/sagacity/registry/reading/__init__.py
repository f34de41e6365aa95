"""From bytes to rows: `open_table(path, name=…)`; refuses hostile files with `Unreadable`."""

from sagacity.registry.reading.opening import every_row, open_table
from sagacity.registry.reading.table import RawRow, Table, Unreadable

__all__ = ["RawRow", "Table", "Unreadable", "every_row", "open_table"]
