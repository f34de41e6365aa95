"""The database itself refuses to change an entry of the log."""

from django.db import migrations

TABLE = "reservations_queue_entry"
REFUSAL = "the log of a queue is only added to"


def put_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION queue_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION queue_refuse()"
        )
        return
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def take_trigger(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    on = f" ON {TABLE}" if postgres else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_update{on}")
    if postgres:
        schema_editor.execute("DROP FUNCTION IF EXISTS queue_refuse()")


class Migration(migrations.Migration):
    dependencies = [("reservations_queue", "0001_first")]
    operations = [migrations.RunPython(put_trigger, take_trigger)]
