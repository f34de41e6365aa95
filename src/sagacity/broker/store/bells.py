"""Bells: how one process hears at once that another has stored something, without asking the tables."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg

LOOK_S = 0.05  # a look costs some microseconds: it compares one number in shared memory


async def of_file(path: Path) -> AsyncIterator[None]:
    """Rings after every commit of another connection to a SQLite file, and once at the beginning."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        before = None
        while True:
            now = connection.execute("PRAGMA data_version").fetchone()
            if now != before:
                yield None
            before = now
            await asyncio.sleep(LOOK_S)
    finally:
        connection.close()


async def of_server(url: str, bell: str) -> AsyncIterator[None]:
    """Rings whenever a transaction that rang this bell is committed, and once at the beginning."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute(f"LISTEN {bell}")
        yield None
        async for _ in connection.notifies():
            yield None
