"""The database itself refuses to change or take out a line."""

from django.db import migrations

TABLES = ["kit_audit_line", "kit_audit_seal"]
REFUSAL = "the audit log is append-only"


def put_triggers(apps, schema_editor):
    make = _postgres if schema_editor.connection.vendor == "postgresql" else _sqlite
    for statement in make():
        schema_editor.execute(statement)


def take_triggers(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for verb in ("update", "delete"):
            on = f" ON {table}" if postgres else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")
    if postgres:
        schema_editor.execute("DROP FUNCTION IF EXISTS kit_audit_refuse()")


def _sqlite():
    for table in TABLES:
        for verb in ("update", "delete"):
            yield (
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )


def _postgres():
    yield (
        "CREATE FUNCTION kit_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    for table in TABLES:
        for verb in ("update", "delete"):
            yield (
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION kit_audit_refuse()"
            )


class Migration(migrations.Migration):
    dependencies = [("kit_audit", "0001_first")]
    operations = [migrations.RunPython(put_triggers, take_triggers)]
