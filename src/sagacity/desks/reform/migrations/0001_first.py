"""What was changed at the counters, and when."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80, unique=True)),
                ('client_key', models.CharField(max_length=60, unique=True)),
                ('day', models.DateField()),
                ('sentence', models.CharField(max_length=200)),
                ('line', models.CharField(blank=True, max_length=40)),
                ('procedure', models.CharField(blank=True, max_length=80)),
                ('written_by_name', models.CharField(max_length=80)),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['day'], name='changes_by_day')],
            },
        ),
    ]
