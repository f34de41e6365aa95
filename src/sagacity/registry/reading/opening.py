"""One door for every form of file."""

from pathlib import Path

from sagacity.registry.reading.table import Table


def open_table(path: Path, *, name: str, sheet: str | None = None) -> Table:
    """Open a file as a table, whatever its form; `name` is what the person called it.

    Raises:
        Unreadable: it is no table, or a hostile one; the exception says what to do.
    """
    raise NotImplementedError
