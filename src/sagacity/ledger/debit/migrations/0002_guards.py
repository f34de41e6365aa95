"""What went to the bank stays as it went, and what the bank said is taken once."""

from django.db import migrations

SENT = "debit: a run that has gone stays as it went"
ONCE = "debit: a result is taken once"
SAME = "debit: an amount never changes"
SAID = "debit: what a bank said stays as it was said"
CHANGED = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in ("item", "day", "count", "total", "digest"))
RULES = (
    ("debit_run_same", "ledger_debit_run", "UPDATE", SENT, f"OLD.state <> 'draft' AND ({CHANGED})"),
    ("debit_run_back", "ledger_debit_run", "UPDATE", SENT, "OLD.state <> 'draft' AND NEW.state = 'draft'"),
    ("debit_run_no_delete", "ledger_debit_run", "DELETE", SENT, "OLD.state <> 'draft'"),
    ("debit_line_same", "ledger_debit_line", "UPDATE", SAME, "NEW.amount <> OLD.amount OR NEW.bill <> OLD.bill"),
    ("debit_line_once", "ledger_debit_line", "UPDATE", ONCE, "OLD.result <> '' AND NEW.result <> OLD.result"),
    ("debit_event_same", "ledger_debit_bankevent", "UPDATE", SAID, ""),
    ("debit_event_no_delete", "ledger_debit_bankevent", "DELETE", SAID, ""),
)


def put_guards(apps, schema_editor):
    for name, table, act, said, when in RULES:
        condition = f"WHEN ({when})" if when else ""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{said}' "
                "USING ERRCODE = 'restrict_violation'; END $$",
                params=None,
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW {condition} EXECUTE FUNCTION {name}()",
                params=None,
            )
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{said}'); END",
                params=None,
            )


def take_guards(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    for name, table, *_ in RULES:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if postgres else ""))
        if postgres:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")


class Migration(migrations.Migration):
    dependencies = [("ledger_debit", "0001_first")]
    operations = [migrations.RunPython(put_guards, take_guards)]
