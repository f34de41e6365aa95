"""Emptying the audit log between tests, which the database refuses on purpose."""

from importlib import import_module

from django.db import connection
from django.db.backends.utils import CursorWrapper

from sagacity.kit.audit.models import Head, Line, Seal

_guard = import_module("sagacity.kit.audit.migrations.0002_append_only")
TABLES: list[str] = _guard.TABLES


def empty() -> None:
    """Take the guard away, empty the log, put the guard back."""
    if connection.vendor != "sqlite" or not (Line.objects.exists() or Seal.objects.exists()):
        return  # PostgreSQL empties tables by TRUNCATE, which no row guard sees.
    with connection.cursor() as cursor:
        for table in TABLES:
            without_guard(cursor, table)
            cursor.execute(f"DELETE FROM {table}")
        for statement in _guard._sqlite():
            cursor.execute(statement)
    Head.objects.all().delete()


def without_guard(cursor: CursorWrapper, table: str) -> None:
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    for verb in ("update", "delete"):
        cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")
