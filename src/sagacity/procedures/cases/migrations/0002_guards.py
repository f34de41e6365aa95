"""The log is only added to: nothing in it changes, and nothing goes before the years of its case are over."""

from django.db import migrations

FOR_EVER = "cases: the log is only added to"
STAYS = "cases: a case stays, its contents go when their years are over"
LIVING = "cases: what is living is not purged"
NOT_PURGED = (
    "EXISTS (SELECT 1 FROM procedures_cases_case WHERE id = OLD.case_id AND purged_at IS NULL)"
)
OF_A_CASE_NOT_PURGED = (
    "EXISTS (SELECT 1 FROM procedures_cases_event e JOIN procedures_cases_case c ON c.id = e.case_id "
    "WHERE e.id = OLD.event_id AND c.purged_at IS NULL)"
)
# Name, table, act, what is said, when.
RULES = (
    ("cases_event_no_update", "procedures_cases_event", "UPDATE", FOR_EVER, ""),
    ("cases_event_no_delete", "procedures_cases_event", "DELETE", FOR_EVER, NOT_PURGED),
    ("cases_content_no_delete", "procedures_cases_content", "DELETE", FOR_EVER, OF_A_CASE_NOT_PURGED),
    ("cases_case_no_delete", "procedures_cases_case", "DELETE", STAYS, ""),
    (
        "cases_case_no_early_purge",
        "procedures_cases_case",
        "UPDATE",
        LIVING,
        "NEW.purged_at IS NOT NULL AND OLD.purged_at IS NULL AND (NEW.ended_at IS NULL OR OLD.purge_on IS NULL)",
    ),
)
WORDS_SQLITE = (
    # The ascii tokenizer takes every character beyond ASCII as part of a word: it splits at our blanks only.
    "CREATE VIRTUAL TABLE procedures_cases_words_grams USING fts5(body, tokenize = 'ascii')",
    "CREATE TRIGGER cases_words_gone AFTER DELETE ON procedures_cases_words "
    "BEGIN DELETE FROM procedures_cases_words_grams WHERE rowid = OLD.case_id; END",
)
WORDS_POSTGRES = (
    "ALTER TABLE procedures_cases_words ADD COLUMN grams tsvector",
    "CREATE INDEX procedures_cases_words_grams ON procedures_cases_words USING gin (grams)",
)


def put(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    for name, table, act, said, when in RULES:
        if postgres:
            refuse = f"RAISE EXCEPTION '{said}' USING ERRCODE = 'restrict_violation';"
            body = f"IF {when} THEN {refuse} END IF;" if when else refuse
            back = "OLD" if act == "DELETE" else "NEW"
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {body} RETURN {back}; END $$",
                params=None,
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
                params=None,
            )
        else:
            condition = f"WHEN {when} " if when else ""
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act} ON {table} {condition}"
                f"BEGIN SELECT RAISE(ABORT, '{said}'); END",
                params=None,
            )
    for statement in WORDS_POSTGRES if postgres else WORDS_SQLITE:
        schema_editor.execute(statement, params=None)


def take(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    for name, table, *_ in RULES:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if postgres else ""))
        if postgres:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")
    if postgres:
        schema_editor.execute("ALTER TABLE procedures_cases_words DROP COLUMN grams")
    else:
        schema_editor.execute("DROP TRIGGER IF EXISTS cases_words_gone")
        schema_editor.execute("DROP TABLE procedures_cases_words_grams")


class Migration(migrations.Migration):
    dependencies = [("procedures_cases", "0001_first")]
    operations = [migrations.RunPython(put, take)]
