"""Bills and what is paid for them; accounts of a new kind. SQLite makes the table of accounts anew, without its guards."""

from importlib import import_module

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

guards = import_module('sagacity.ledger.migrations.0002_guards')


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0002_guards'),
    ]

    operations = [
        migrations.RunPython(guards.take_guards, guards.put_guards),
        migrations.CreateModel(
            name='Bill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80, unique=True)),
                ('client_key', models.CharField(max_length=120, unique=True)),
                ('digest', models.CharField(max_length=64)),
                ('payer', models.CharField(blank=True, db_index=True, max_length=80)),
                ('fee', models.CharField(blank=True, max_length=80)),
                ('about', models.CharField(blank=True, db_index=True, max_length=120)),
                ('title', models.JSONField()),
                ('lines', models.JSONField()),
                ('amount', models.BigIntegerField()),
                ('tax_percent', models.PositiveSmallIntegerField(default=0)),
                ('rule_version', models.CharField(blank=True, max_length=80)),
                ('division', models.CharField(blank=True, max_length=80)),
                ('fiscal_year', models.PositiveSmallIntegerField()),
                ('due_on', models.DateField(null=True)),
                ('created_at', models.DateTimeField()),
                ('transfer', models.CharField(max_length=80)),
                ('cancelled_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80, unique=True)),
                ('provider', models.CharField(max_length=40)),
                ('method', models.CharField(max_length=20)),
                ('till', models.CharField(blank=True, max_length=80)),
                ('amount', models.BigIntegerField()),
                ('received', models.BigIntegerField(null=True)),
                ('state', models.CharField(choices=[('started', 'started'), ('pending', 'pending'), ('expired', 'expired'), ('failed', 'failed'), ('questioned', 'questioned'), ('settled', 'settled'), ('charged_back', 'charged_back'), ('returned', 'returned')], max_length=12)),
                ('why', models.CharField(blank=True, max_length=40)),
                ('reference', models.CharField(blank=True, max_length=120)),
                ('address', models.CharField(blank=True, max_length=500)),
                ('number', models.CharField(blank=True, max_length=40)),
                ('back_to', models.CharField(blank=True, max_length=300)),
                ('started_at', models.DateTimeField(db_index=True)),
                ('expires_at', models.DateTimeField()),
                ('asked_at', models.DateTimeField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('transfer', models.CharField(blank=True, max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name='PaymentEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provider', models.CharField(max_length=40)),
                ('event', models.CharField(max_length=120)),
                ('outcome', models.CharField(max_length=20)),
                ('way', models.CharField(max_length=12)),
                ('amount', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('effect', models.CharField(max_length=12)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80, unique=True)),
                ('client_key', models.CharField(max_length=120, unique=True)),
                ('amount', models.BigIntegerField()),
                ('reason', models.CharField(max_length=200)),
                ('state', models.CharField(max_length=12)),
                ('why', models.CharField(blank=True, max_length=40)),
                ('reference', models.CharField(blank=True, max_length=120)),
                ('asked_at', models.DateTimeField(db_index=True)),
                ('done_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='account',
            name='account_keeps_its_floor',
        ),
        migrations.AlterField(
            model_name='account',
            name='kind',
            field=models.CharField(choices=[('income', 'income'), ('receivable', 'receivable'), ('provider', 'provider'), ('till', 'till'), ('bank', 'bank'), ('prepaid', 'prepaid'), ('difference', 'difference'), ('charges', 'charges')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.CheckConstraint(condition=models.Q(('floor', None), models.Q(('kind__in', ['receivable', 'provider', 'till', 'bank', 'difference', 'charges']), ('debits__gte', django.db.models.expressions.CombinedExpression(models.F('credits'), '+', models.F('floor')))), models.Q(models.Q(('kind__in', ['receivable', 'provider', 'till', 'bank', 'difference', 'charges']), _negated=True), ('credits__gte', django.db.models.expressions.CombinedExpression(models.F('debits'), '+', models.F('floor')))), _connector='OR'), name='account_keeps_its_floor'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='bill_asks_something'),
        ),
        migrations.AddField(
            model_name='payment',
            name='bill',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='ledger.bill'),
        ),
        migrations.AddField(
            model_name='paymentevent',
            name='payment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='ledger.payment'),
        ),
        migrations.AddField(
            model_name='refund',
            name='payment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='ledger.payment'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'settled')), fields=('bill',), name='a_bill_is_paid_once'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['started', 'pending'])), fields=('bill',), name='a_bill_has_one_payment_under_way'),
        ),
        migrations.AddConstraint(
            model_name='paymentevent',
            constraint=models.UniqueConstraint(fields=('provider', 'event'), name='an_event_counts_once'),
        ),
        migrations.AddConstraint(
            model_name='refund',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='refund_gives_something'),
        ),
        migrations.RunPython(guards.put_guards, guards.take_guards),
    ]
