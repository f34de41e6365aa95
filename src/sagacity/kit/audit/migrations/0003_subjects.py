"""Whose data a line is about, and days that may be taken out after their years."""

from django.db import migrations, models

TABLES = ["kit_audit_line", "kit_audit_seal"]
REFUSAL = "the audit log is append-only"
# What a note of dropping covers may go; nothing may be changed.
MAY_GO = {
    "kit_audit_line": (
        "EXISTS (SELECT 1 FROM kit_audit_seal s JOIN kit_audit_dropped d ON s.number <= d.through "
        "WHERE s.line = OLD.id)"
    ),
    "kit_audit_seal": "EXISTS (SELECT 1 FROM kit_audit_dropped d WHERE OLD.number <= d.through)",
}


def guard(vendor):
    """The statements that put the guard on, in one database."""
    if vendor == "postgresql":
        yield (
            "CREATE OR REPLACE FUNCTION kit_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
        )
        for table in [*TABLES, "kit_audit_dropped"]:
            yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION kit_audit_refuse()"
        for table in TABLES:
            yield (
                f"CREATE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {MAY_GO[table]} THEN RETURN OLD; END IF; "
                f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
            )
            yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_keep()"
        yield (
            "CREATE TRIGGER kit_audit_dropped_no_delete BEFORE DELETE ON kit_audit_dropped "
            "FOR EACH ROW EXECUTE FUNCTION kit_audit_refuse()"
        )
        return
    for table in [*TABLES, "kit_audit_dropped"]:
        yield (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        unless = f"WHEN NOT {MAY_GO[table]} " if table in MAY_GO else ""
        yield (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {unless}"
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def no_guard(vendor):
    postgres = vendor == "postgresql"
    for table in [*TABLES, "kit_audit_dropped"]:
        for verb in ("update", "delete"):
            on = f" ON {table}" if postgres else ""
            yield f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}"
        if postgres:
            yield f"DROP FUNCTION IF EXISTS {table}_keep()"


def take_guard(apps, schema_editor):
    for table in TABLES:
        for verb in ("update", "delete"):
            on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")


def put_guard(apps, schema_editor):
    for statement in guard(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def take_new_guard(apps, schema_editor):
    for statement in no_guard(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("kit_audit", "0002_append_only")]
    operations = [
        # SQLite makes a changed table anew, and its triggers would go with the old one.
        migrations.RunPython(take_guard, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Dropped',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('through', models.PositiveBigIntegerField(unique=True)),
                ('day', models.DateField()),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('file', models.CharField(max_length=200)),
                ('file_digest', models.CharField(max_length=64)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='head',
            name='floor',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='head',
            name='last_line',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='head',
            name='next_floor',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='line',
            name='channel',
            field=models.CharField(blank=True, db_default='', max_length=40),
        ),
        migrations.AddField(
            model_name='line',
            name='division',
            field=models.CharField(blank=True, db_default='', max_length=80),
        ),
        migrations.AddField(
            model_name='line',
            name='group',
            field=models.CharField(blank=True, db_default='', max_length=40),
        ),
        migrations.AddField(
            model_name='line',
            name='subject',
            field=models.CharField(blank=True, db_default='', max_length=120),
        ),
        migrations.AddField(
            model_name='line',
            name='visible_from',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='seal',
            name='version',
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.AddIndex(
            model_name='line',
            index=models.Index(condition=models.Q(('subject', ''), _negated=True), fields=['subject', 'id'], name='audit_by_subject'),
        ),
        migrations.RunPython(put_guard, take_new_guard),
    ]
