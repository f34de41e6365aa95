"""The bigrams: an FTS5 table on SQLite, three columns beside the entry on PostgreSQL."""

from django.db import migrations

POSTGRES = (
    [
        "ALTER TABLE kit_search_entry ADD COLUMN grams tsvector",
        "ALTER TABLE kit_search_entry ADD COLUMN head text NOT NULL DEFAULT ''",
        "ALTER TABLE kit_search_entry ADD COLUMN body text NOT NULL DEFAULT ''",
        "CREATE INDEX kit_search_grams ON kit_search_entry USING gin (grams)",
    ],
    [
        "ALTER TABLE kit_search_entry DROP COLUMN grams",
        "ALTER TABLE kit_search_entry DROP COLUMN head",
        "ALTER TABLE kit_search_entry DROP COLUMN body",
    ],
)
SQLITE = (
    [
        # The ascii tokenizer takes every character beyond ASCII as part of a word: it splits at our blanks only.
        "CREATE VIRTUAL TABLE kit_search_grams USING fts5(head, body, tokenize = 'ascii')",
        "CREATE TRIGGER kit_search_entry_gone AFTER DELETE ON kit_search_entry "
        "BEGIN DELETE FROM kit_search_grams WHERE rowid = old.id; END",
    ],
    ["DROP TRIGGER kit_search_entry_gone", "DROP TABLE kit_search_grams"],
)


def build(apps, schema_editor):
    _run(schema_editor, 0)


def take_down(apps, schema_editor):
    _run(schema_editor, 1)


def _run(schema_editor, way):
    for statement in (POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE)[way]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("kit_search", "0001_first")]
    operations = [migrations.RunPython(build, take_down)]
