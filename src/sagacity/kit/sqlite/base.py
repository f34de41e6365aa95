"""The database backend `sagacity.kit.sqlite`: as Django's, but SQLite itself never waits for its write lock.

While SQLite waits, it sleeps with the connection in its hand. When the thread that has the write lock then
happens to clean up a cursor of that connection, each waits for the other until one is refused. So the waiting
is done here, between two attempts, and in a line (`turn.py`).
"""

import random
import sqlite3
import time
import weakref
from collections.abc import Callable
from typing import Any, TypeVar

from django.db.backends.sqlite3 import base

from sagacity.kit.sqlite import turn

BETWEEN_TRIES = 0.001  # seconds: writers of other processes hold the file for some milliseconds
T = TypeVar("T")
READS = ("SELECT", "PRAGMA", "EXPLAIN")


class Cursor(base.SQLiteCursorWrapper):
    """Takes a turn for each statement that writes outside of a transaction."""

    file: "DatabaseWrapper"

    def execute(self, query: str, params: Any = None) -> Any:
        run = super().execute
        if self.connection.in_transaction or query.lstrip().upper().startswith(READS):
            return run(query, params)
        return self.file.alone(lambda: run(query, params))

    def executemany(self, query: str, param_list: Any) -> Any:
        run = super().executemany
        if self.connection.in_transaction:
            return run(query, param_list)
        return self.file.alone(lambda: run(query, param_list))


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes its turn before a transaction begins, and gives it on when the transaction has ended."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: weakref.finalize[[], DatabaseWrapper] | None = None

    def create_cursor(self, name: str | None = None) -> Any:
        if self.is_in_memory_db():
            return super().create_cursor(name)
        cursor = self.connection.cursor(factory=Cursor)
        cursor.file = self
        return cursor

    def alone(self, act: Callable[[], T]) -> T:
        """Do one thing that writes, when it is our turn and no other process writes.

        Raises:
            sqlite3.OperationalError: the turn did not come within the time that the settings give.
        """
        until = time.monotonic() + self._patience
        self._take_turn(until)
        try:
            return self._as_soon_as_free(act, until)
        finally:
            self._give_turn()

    @property
    def _patience(self) -> float:
        return float(self.settings_dict["OPTIONS"].get("timeout", 5))

    def _start_transaction_under_autocommit(self) -> None:
        if self.is_in_memory_db():
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
            return
        self.ensure_connection()
        until = time.monotonic() + self._patience
        with self.wrap_database_errors:
            self._take_turn(until)
            try:
                # Not by Django's cursor: its errors are rings of frames that keep cursors of this connection.
                self._as_soon_as_free(lambda: self.connection.execute("BEGIN IMMEDIATE"), until)
            except BaseException:
                self._give_turn()
                raise

    def _as_soon_as_free(self, act: Callable[[], T], until: float) -> T:
        """Try every millisecond, where SQLite would sleep up to 100."""
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    return act()
                except sqlite3.OperationalError as problem:
                    if problem.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                        raise
                time.sleep(BETWEEN_TRIES * (0.5 + random.random()))
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(self._patience * 1000)}")

    def _take_turn(self, until: float) -> None:
        self._give_turn()  # of a transaction that SQLite itself ended, for example on a full disk
        mine = turn.wait_for(str(self.settings_dict["NAME"]), seconds=max(0.0, until - time.monotonic()))
        if mine is None:
            raise sqlite3.OperationalError("database is locked")
        # A connection that is dropped without being closed must not keep the others waiting.
        self._turn = weakref.finalize(self, mine.release)

    def _give_turn(self) -> None:
        if self._turn is not None:
            self._turn()
            self._turn = None

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._give_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._give_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._give_turn()
