"""The store in PostgreSQL: the same tables and answers; writers take turns, readers never wait."""

import os
import re
import threading
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool

from sagacity.broker import tables
from sagacity.broker.entity import Entity
from sagacity.broker.selection import Page, Selection
from sagacity.broker.store import bells, counting, finding, knowing, promoting, searching, tally
from sagacity.broker.store.base import Pair, Row
from sagacity.broker.store.boxes import Placed, placing
from sagacity.broker.store.indexing import Promoted, attribute_rows
from sagacity.broker.store.rows import COLUMNS, changing_part, from_row

TURN = 0x53414741  # the advisory lock of whoever writes entities
MAKING = TURN + 1
CONNECTIONS = 4
PATIENCE = 5  # seconds a page waits for a server that is away
# Every question here has its index: a plan made while a table was small must not walk through it when it is
# large; and compiling a plan costs more than any of them.
PLANNING = ("SET enable_seqscan = off", "SET jit = off")
PIECE = 1000  # rows fetched at once
_EVERYTHING = " ORDER BY seq"
AMONG = "seq = ANY(ARRAY({}))"  # found first, whatever the planner thinks of the sizes of tables
BOX = AMONG.format("SELECT seq FROM broker_geo WHERE area && box(point(?, ?), point(?, ?))")

_UPDATE = """UPDATE broker_entity e SET attrs = u.attrs, modified = u.modified, expires = u.expires, ld = u.ld
    FROM unnest(%b::bytea[], %b::bigint[], %b::bigint[], %b::bytea[], %b::bigint[])
    AS u (attrs, modified, expires, ld, seq) WHERE e.seq = u.seq"""
_INSERT = """INSERT INTO broker_entity (seq, tenant, id, type, path, created, attrs, modified, expires, ld)
    SELECT u.seq, %s, u.id, u.type, u.path, u.created, u.attrs, u.modified, u.expires, u.ld
    FROM unnest(%b::bigint[], %b::text[], %b::text[], %b::text[], %b::bigint[],
                %b::bytea[], %b::bigint[], %b::bigint[], %b::bytea[])
    AS u (seq, id, type, path, created, attrs, modified, expires, ld)"""


_ARRAY = re.compile(r"\?(?=::[a-z ]+\[\])")


@lru_cache(maxsize=1000)
def in_its_words(sql: str) -> str:
    """``?`` as psycopg writes it; arrays in binary form: as text every letter would be looked at."""
    return _ARRAY.sub("%b", sql.replace("%", "%%")).replace("?", "%s")


class PostgresSession:
    """One transaction on one connection."""

    def __init__(self, connection: psycopg.Connection[Row], promoted: Promoted) -> None:
        self.connection = connection
        self.promoted = promoted
        self.wished: set[tuple[str, str, str]] = set()

    def execute(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        cursor = self.connection.execute(in_its_words(sql), values)
        return cursor.fetchall() if cursor.description else []

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        with self.connection.cursor() as cursor:
            cursor.executemany(in_its_words(sql), rows)

    def entities(self, tenant: str, ids: Iterable[str]) -> list[Entity]:
        rows = self.connection.execute(
            f"SELECT {COLUMNS} FROM broker_entity WHERE tenant = %s AND id = ANY(%b::text[])",
            (tenant, list(ids)),
        )
        return [from_row(row) for row in rows]

    def save(
        self, tenant: str, *, new: Sequence[Entity], changed: Sequence[Pair], gone: Sequence[Entity]
    ) -> list[Entity]:
        if gone:
            self._forget([entity.seq for entity in gone])
        stored = self._insert(tenant, new) if new else []
        if changed:
            columns = list(zip(*((*changing_part(now), now.seq) for _, now in changed), strict=True))
            self.connection.execute(_UPDATE, [list(column) for column in columns])
        self._place(*placing(stored, changed))
        self._index(tenant, stored, [now for _, now in changed])
        tally.record(self, tenant, new=stored, changed=changed, gone=gone)
        return stored

    def _insert(self, tenant: str, new: Sequence[Entity]) -> list[Entity]:
        rows = self.connection.execute(
            "SELECT nextval('broker_seq') FROM generate_series(1, %s)", (len(new),)
        ).fetchall()
        stored = [entity.with_seq(row[0]) for entity, row in zip(new, rows, strict=True)]
        columns = zip(
            *((e.seq, e.id, e.type, e.path, e.created, *changing_part(e)) for e in stored), strict=True
        )
        self.connection.execute(_INSERT, [tenant, *(list(column) for column in columns)])
        return stored

    def _place(self, placed: list[Placed], lost: list[int]) -> None:
        if lost:
            self.connection.execute("DELETE FROM broker_geo WHERE seq = ANY(%b::bigint[])", (lost,))
        if placed:
            self.execute_many(
                "INSERT INTO broker_geo (seq, area) VALUES (?, box(point(?, ?), point(?, ?)))"
                " ON CONFLICT (seq) DO UPDATE SET area = excluded.area",
                [(seq, box.west, box.south, box.east, box.north) for seq, box in placed],
            )

    def _index(self, tenant: str, new: Sequence[Entity], renewed: Sequence[Entity]) -> None:
        entities = [entity for entity in (*new, *renewed) if (tenant, entity.type) in self.promoted]
        if not entities:
            return
        seqs = [entity.seq for entity in renewed]
        self.connection.execute("DELETE FROM broker_attr WHERE seq = ANY(%b::bigint[])", (seqs,))
        self.execute_many(promoting.INSERT, list(attribute_rows(tenant, entities, self.promoted)))

    def _forget(self, seqs: list[int]) -> None:
        for table in ("broker_entity", "broker_attr", "broker_geo"):
            self.connection.execute(f"DELETE FROM {table} WHERE seq = ANY(%b::bigint[])", (seqs,))

    def ring(self, bell: str) -> None:
        self.connection.execute("SELECT pg_notify(%s, '')", (bell,))

    def find(self, selection: Selection, *, at: int) -> Page:
        narrow = knowing.sharpened(self, selection)
        if narrow is None:
            return Page([], 0 if selection.count else None)
        selection, early = narrow, finding.early_filter(selection)
        where = finding.conditions(selection, at=at, promoted=self.promoted, among=AMONG)
        for box in finding.boxes(selection):
            where.add(BOX, box.west, box.south, box.east, box.north)
        read_rows = 0

        def read(tail: str, values: list[object]) -> Iterator[Entity]:
            nonlocal read_rows
            for row in self._rows(f"SELECT {COLUMNS} FROM broker_entity {tail}", values):
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

    def _rows(self, sql: str, values: list[object]) -> Iterator[Row]:
        """A page comes at once; what Python still has to choose from comes piece by piece, by ``seq``."""
        before, everything, _ = sql.partition(_EVERYTHING)
        if not everything or not sql.endswith(_EVERYTHING):
            yield from self.connection.execute(in_its_words(sql), values)
            return
        piece = in_its_words(f"{before} AND seq > ?{_EVERYTHING} LIMIT {PIECE}")
        last, size = -1, PIECE
        while size == PIECE:
            rows = self.connection.execute(piece, [*values, last]).fetchall()
            yield from rows
            last, size = rows[-1][0] if rows else last, len(rows)

    def _count(self, tail: str, values: list[object]) -> int:
        return int(self.execute(f"SELECT COUNT(*) FROM broker_entity {tail}", values)[0][0])


def _plan_by_indexes(connection: psycopg.Connection[Row]) -> None:
    for setting in PLANNING:
        connection.execute(setting)
    if not connection.autocommit:
        connection.commit()


class PostgresStore:
    """Pools of connections; made by the process that uses them, never before a fork."""

    kind = "postgresql"

    def __init__(self, url: str) -> None:
        self.url = url
        self.promoted: Promoted = {}
        self._pools: dict[tuple[int, bool], ConnectionPool[psycopg.Connection[Row]]] = {}
        self._guard = threading.Lock()

    def prepare(self) -> None:
        psycopg.connect(self.url, connect_timeout=PATIENCE).close()  # a pool waits for half a minute
        with self._pool(reads=False).connection() as connection:
            for lock in (MAKING, TURN):  # the turn before any table: a writer has both in this order too
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (lock,))
            for statement in tables.statements(self.kind):
                connection.execute(statement)
            counting.ensure(PostgresSession(connection, self.promoted))

    @contextmanager
    def writing(self) -> Iterator[PostgresSession]:
        with self._pool(reads=False).connection() as connection:
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (TURN,))
            yield PostgresSession(connection, self.promoted)

    @contextmanager
    def reading(self) -> Iterator[PostgresSession]:
        with self._pool(reads=True).connection() as connection:
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                yield PostgresSession(connection, self.promoted)
            finally:
                connection.execute("ROLLBACK")

    @contextmanager
    def glancing(self) -> Iterator[PostgresSession]:
        with self._pool(reads=True).connection() as connection:
            yield PostgresSession(connection, self.promoted)

    def rings(self, bell: str) -> AsyncIterator[None]:
        return bells.of_server(self.url, bell)

    def close(self) -> None:
        with self._guard:
            for pool in self._pools.values():
                pool.close()
            self._pools.clear()

    def _pool(self, *, reads: bool) -> ConnectionPool[psycopg.Connection[Row]]:
        key = (os.getpid(), reads)
        with self._guard:
            if key not in self._pools:
                self._pools[key] = ConnectionPool(
                    self.url,
                    kwargs={
                        "autocommit": reads,
                    },
                    configure=_plan_by_indexes,
                    min_size=1,
                    max_size=CONNECTIONS,
                    timeout=PATIENCE if reads else 30,
                    open=True,
                )
            return self._pools[key]
