"""What visitors say: counts, and marks of the day that keep an answer from being given twice."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reservations_queue', '0002_only_added'),
    ]

    operations = [
        migrations.CreateModel(
            name='Answered',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='OpinionCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('line', models.CharField(max_length=40)),
                ('about', models.CharField(max_length=10)),
                ('answer', models.CharField(max_length=20)),
                ('many', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('day', 'line', 'about', 'answer'), name='one_count_of_an_opinion_a_day')],
            },
        ),
    ]
