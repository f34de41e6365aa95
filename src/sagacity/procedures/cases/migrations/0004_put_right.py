"""Corrections and requests for more are found by their moment."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('procedures_cases', '0003_living'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('kind__in', ['asked', 'corrected'])), fields=['at'], name='cases_put_right'),
        ),
    ]
