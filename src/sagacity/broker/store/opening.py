"""The store that an address names."""

from pathlib import Path

from sagacity.broker.store.base import Store


def open_store(address: str) -> Store:
    """``postgresql://…`` or the path of a SQLite file."""
    if address.startswith(("postgresql://", "postgres://")):
        from sagacity.broker.store.postgres import PostgresStore

        return PostgresStore(address)
    from sagacity.broker.store.sqlite import SqliteStore

    return SqliteStore(Path(address.removeprefix("sqlite:///")))
