from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def drop_texts_that_were_read(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("checkin", "Entry").objects.filter(checked=True).exclude(token="").update(token="")


class Migration(migrations.Migration):

    dependencies = [
        ('checkin', '0001_first'),
    ]

    operations = [
        migrations.RunPython(drop_texts_that_were_read, migrations.RunPython.noop),
    ]
