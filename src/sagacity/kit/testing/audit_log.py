"""Emptying the audit log between tests, which the database refuses on purpose."""

from importlib import import_module

from django.db import connection
from django.db.backends.utils import CursorWrapper

from sagacity.kit.audit.models import Dropped, Head, Line, Seal

_guard = import_module("sagacity.kit.audit.migrations.0003_subjects")
TABLES: list[str] = _guard.TABLES


def empty() -> None:
    """Take the guard away, empty the log, put the guard back."""
    if connection.vendor != "sqlite" or not (Line.objects.exists() or Seal.objects.exists()):
        return  # PostgreSQL empties tables by TRUNCATE, which no row guard sees.
    tables = [table._meta.db_table for table in (Line, Seal, Dropped)]
    with connection.cursor() as cursor:
        for statement in _guard.no_guard("sqlite"):
            cursor.execute(statement)
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
        for statement in _guard.guard("sqlite"):
            cursor.execute(statement)
    Head.objects.all().delete()


def without_guard(cursor: CursorWrapper, table: str) -> None:
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    for verb in ("update", "delete"):
        cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")
