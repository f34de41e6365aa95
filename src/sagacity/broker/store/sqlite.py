"""The store in one SQLite file: WAL, every commit on the disk before it is answered, one writer."""

import sqlite3
import threading
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sagacity.broker import tables
from sagacity.broker.entity import Entity
from sagacity.broker.selection import Page, Selection
from sagacity.broker.store import bells, counting, finding, knowing, promoting, searching, tally
from sagacity.broker.store.base import Pair, Row
from sagacity.broker.store.boxes import Placed, placing
from sagacity.broker.store.indexing import Promoted, attribute_rows
from sagacity.broker.store.rows import COLUMNS, changing_part, from_row

PATIENCE = 30.0  # seconds to wait for another process that writes
AT_ONCE = 500  # ids in one question
AMONG = "seq IN ({})"
BOX = AMONG.format("SELECT seq FROM broker_geo WHERE east >= ? AND west <= ? AND north >= ? AND south <= ?")


class SqliteSession:
    """One transaction on one connection."""

    def __init__(self, connection: sqlite3.Connection, promoted: Promoted) -> None:
        self.connection = connection
        self.promoted = promoted
        self.wished: set[tuple[str, str, str]] = set()

    def execute(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        return self.connection.execute(sql, values).fetchall()

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        self.connection.executemany(sql, rows)

    def entities(self, tenant: str, ids: Iterable[str]) -> list[Entity]:
        wanted = list(ids)
        if len(wanted) == 1:
            return [
                from_row(row)
                for row in self.connection.execute(
                    f"SELECT {COLUMNS} FROM broker_entity WHERE tenant = ? AND id = ?", (tenant, wanted[0])
                )
            ]
        found: list[Entity] = []
        for start in range(0, len(wanted), AT_ONCE):
            part = wanted[start : start + AT_ONCE]
            marks = ", ".join("?" * len(part))
            rows = self.connection.execute(
                f"SELECT {COLUMNS} FROM broker_entity WHERE tenant = ? AND id IN ({marks})", (tenant, *part)
            )
            found += [from_row(row) for row in rows]
        return found

    def save(
        self, tenant: str, *, new: Sequence[Entity], changed: Sequence[Pair], gone: Sequence[Entity]
    ) -> list[Entity]:
        if gone:
            self._forget([entity.seq for entity in gone])
        stored = self._insert(tenant, new) if new else []
        if changed:
            self.execute_many(
                "UPDATE broker_entity SET attrs = ?, modified = ?, expires = ?, ld = ? WHERE seq = ?",
                [(*changing_part(now), now.seq) for _, now in changed],
            )
        self._place(*placing(stored, changed))
        self._index(tenant, stored, [now for _, now in changed])
        tally.record(self, tenant, new=stored, changed=changed, gone=gone)
        return stored

    def _insert(self, tenant: str, new: Sequence[Entity]) -> list[Entity]:
        last = self.connection.execute("SELECT COALESCE(MAX(seq), 0) FROM broker_entity").fetchone()[0]
        stored = [entity.with_seq(last + place) for place, entity in enumerate(new, start=1)]
        self.execute_many(
            "INSERT INTO broker_entity (seq, tenant, id, type, path, created, attrs, modified, expires, ld)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(e.seq, tenant, e.id, e.type, e.path, e.created, *changing_part(e)) for e in stored],
        )
        return stored

    def _place(self, placed: list[Placed], lost: list[int]) -> None:
        if lost:
            self.execute_many("DELETE FROM broker_geo WHERE seq = ?", [(seq,) for seq in lost])
        if placed:
            self.execute_many(
                "INSERT OR REPLACE INTO broker_geo (seq, west, east, south, north) VALUES (?, ?, ?, ?, ?)",
                [(seq, box.west, box.east, box.south, box.north) for seq, box in placed],
            )

    def _index(self, tenant: str, new: Sequence[Entity], renewed: Sequence[Entity]) -> None:
        entities = [entity for entity in (*new, *renewed) if (tenant, entity.type) in self.promoted]
        if not entities:
            return
        self.execute_many("DELETE FROM broker_attr WHERE seq = ?", [(entity.seq,) for entity in renewed])
        self.execute_many(promoting.INSERT, list(attribute_rows(tenant, entities, self.promoted)))

    def _forget(self, seqs: list[int]) -> None:
        for table in ("broker_entity", "broker_attr", "broker_geo"):
            self.execute_many(f"DELETE FROM {table} WHERE seq = ?", [(seq,) for seq in seqs])

    def ring(self, bell: str) -> None:
        """Every commit rings."""

    def find(self, selection: Selection, *, at: int) -> Page:
        narrow = knowing.sharpened(self, selection)
        if narrow is None:
            return Page([], 0 if selection.count else None)
        selection, early = narrow, finding.early_filter(selection)
        where = finding.conditions(selection, at=at, promoted=self.promoted, among=AMONG)
        for box in finding.boxes(selection):
            where.add(BOX, box.west, box.east, box.south, box.north)
        read_rows = 0

        def read(tail: str, values: list[object]) -> Iterator[Entity]:
            nonlocal read_rows
            for row in self.connection.execute(f"SELECT {COLUMNS} FROM broker_entity {tail}", values):
                read_rows += 1
                if early is None or early(row[1], row[2]):
                    yield from_row(row)

        page = searching.search(
            selection,
            where,
            read=read,
            count=self._count,
            tallied=lambda asked: tally.counts(self, asked, at=at),
        )
        if read_rows > searching.MANY:
            self.wished |= promoting.wishes(selection, self.promoted)
        return page

    def _count(self, tail: str, values: list[object]) -> int:
        return int(
            self.connection.execute(f"SELECT COUNT(*) FROM broker_entity {tail}", values).fetchone()[0]
        )


class SqliteStore:
    """One file, a connection for each thread."""

    kind = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._mine = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self.promoted: Promoted = {}

    def prepare(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        for statement in tables.statements(self.kind):
            connection.execute(statement)
        counting.ensure(SqliteSession(connection, self.promoted))
        connection.execute("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[SqliteSession]:
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield SqliteSession(connection, self.promoted)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    @contextmanager
    def reading(self) -> Iterator[SqliteSession]:
        connection = self._connection()
        if connection.in_transaction:  # a question asked in the middle of another sees the same moment
            yield SqliteSession(connection, self.promoted)
            return
        connection.execute("BEGIN")
        try:
            yield SqliteSession(connection, self.promoted)
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    @contextmanager
    def glancing(self) -> Iterator[SqliteSession]:
        yield SqliteSession(self._connection(), self.promoted)

    def rings(self, bell: str) -> AsyncIterator[None]:
        return bells.of_file(self.path)

    def close(self) -> None:
        with self._guard:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._mine = threading.local()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._mine, "connection", None)
        if connection is None:
            connection = self._connect()
            self._mine.connection = connection
        return connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False, cached_statements=512
        )
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "cache_size = -32000",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
        with self._guard:
            self._all.append(connection)
        return connection
