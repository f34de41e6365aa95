"""What a database of the data-linkage platform weighs, and what its own processes cost."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sagacity.site.bench import loading

_TABLES = ("broker_history", "broker_rollup")


def size(store: str) -> int:
    """Bytes of the whole database."""
    if _is_file(store):
        return sum(file.stat().st_size for file in Path(store).parent.glob(f"{Path(store).name}*"))
    return int(_ask(store, "SELECT pg_database_size(current_database())")[0][0])


def sizes_of_the_past(store: str) -> tuple[int, int]:
    """Bytes of the points and of the roll-ups, with their indexes."""
    if _is_file(store):
        sql = "SELECT COALESCE(sum(pgsize), 0) FROM dbstat WHERE name = '{}'"
    else:
        sql = "SELECT COALESCE(sum(pg_total_relation_size(relid)), 0)::bigint FROM pg_partition_tree('{}')"
        sql = f"SELECT GREATEST(pg_total_relation_size('{{}}'), ({sql}))"
    points, sums = (int(_ask(store, sql.format(*[table] * sql.count("{}")))[0][0]) for table in _TABLES)
    return points, sums


def checkpoint(store: str) -> None:
    """Let the database put in its place what it has written aside."""
    _ask(store, "PRAGMA wal_checkpoint(TRUNCATE)" if _is_file(store) else "CHECKPOINT")


def cpu_seconds(store: str) -> float:
    """What the server's processes for this database have used; a file is worked on by whoever opens it."""
    if _is_file(store):
        return 0.0
    sql = (
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    return sum(loading.cpu_seconds(int(pid)) for (pid,) in _ask(store, sql))


def _is_file(store: str) -> bool:
    return "://" not in store


def _ask(store: str, sql: str) -> list[tuple[Any, ...]]:
    if _is_file(store):
        with closing(sqlite3.connect(store, timeout=60)) as file:
            return file.execute(sql).fetchall()
    import psycopg

    with psycopg.connect(store, autocommit=True) as server:
        cursor = server.execute(sql.encode())
        return cursor.fetchall() if cursor.description else []
