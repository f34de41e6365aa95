"""On the disk before anybody reads it: for what was promised to a person, and for money."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def written_through() -> Iterator[None]:
    """On SQLite the commits wait for the disk; PostgreSQL's always do. Put it around the transaction."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    _synchronous("FULL")
    try:
        yield
    finally:
        _synchronous("NORMAL")


def _synchronous(how: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA synchronous={how}")
