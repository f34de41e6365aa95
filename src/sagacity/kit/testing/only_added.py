"""Emptying, between tests, tables of rooms whose rows a trigger `…_no_delete` keeps."""

from django.db import connection

from sagacity.kit.testing.audit_log import TABLES


def empty() -> None:
    """Take each guard away, empty its table, put the guard back."""
    if connection.vendor != "sqlite":
        return  # PostgreSQL empties tables by TRUNCATE, which no row guard sees.
    # Rows of other tables may name what is emptied here; those tables are emptied next.
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        for name, table, guard in cursor.fetchall():
            if name.endswith("_no_delete") and table not in TABLES:
                cursor.execute(f"DROP TRIGGER {name}")
                cursor.execute(f"DELETE FROM {table}")
                cursor.execute(guard)
