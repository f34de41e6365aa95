"""What a provider said stays as it was said, and the amount of a bill or a payment never changes."""

from django.db import migrations

FOR_EVER = "ledger: what a provider said is only added"
SAME = "ledger: an amount never changes"
RULES = (
    ("ledger_event_no_update", "ledger_paymentevent", "UPDATE", FOR_EVER, ""),
    ("ledger_event_no_delete", "ledger_paymentevent", "DELETE", FOR_EVER, ""),
    ("ledger_bill_same_amount", "ledger_bill", "UPDATE", SAME, "NEW.amount <> OLD.amount"),
    ("ledger_payment_same_amount", "ledger_payment", "UPDATE", SAME, "NEW.amount <> OLD.amount"),
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
    dependencies = [("ledger", "0003_money_in")]
    operations = [migrations.RunPython(put_guards, take_guards)]
