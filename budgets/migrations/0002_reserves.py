import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import programme.fields
from programme.append_only import append_only, kept_entries


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0001_budget'),
        ('programme', '0001_programmes_people_and_audit'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Reserve',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(editable=False, max_length=12)),
                ('number', models.PositiveIntegerField(editable=False)),
                ('owner', programme.fields.LineField(blank=True, help_text='Job title, for example Director of Corporate Services', max_length=120)),
                ('workstream', programme.fields.LineField(blank=True, max_length=120)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('title', programme.fields.LineField(max_length=300, verbose_name='reserve')),
                ('opening', programme.fields.PenceField(verbose_name='opening forecast')),
                ('forecast_on', programme.fields.DayField(verbose_name='forecast for')),
                ('printed_balance', programme.fields.PenceField(blank=True, null=True, verbose_name='balance printed in a document')),
                ('printed_in', programme.fields.LineField(blank=True, max_length=300, verbose_name='document that prints it')),
                ('comment', programme.fields.WordsField(blank=True, max_length=5000)),
                ('state', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed')], default='open', editable=False, max_length=20)),
                ('approved', programme.fields.PenceField(default=0, editable=False, verbose_name='approved calls')),
                ('contingent', programme.fields.PenceField(default=0, editable=False, verbose_name='contingent calls')),
                ('requested', programme.fields.PenceField(default=0, editable=False, verbose_name='requested calls')),
                ('lead_partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.partner')),
                ('owner_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programme')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['programme', 'number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('number', models.PositiveIntegerField()),
                ('what', programme.fields.LineField(max_length=300, verbose_name='what for')),
                ('amount', programme.fields.PenceField()),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reserve', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='budgets.reserve')),
            ],
            options={
                'ordering': ['reserve', 'number'],
            },
        ),
        migrations.CreateModel(
            name='CallStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('requested', 'Requested'), ('contingent', 'Contingent'), ('approved', 'Approved'), ('withdrawn', 'Withdrawn')], max_length=12)),
                ('on', programme.fields.DayField(verbose_name='dated')),
                ('authority', programme.fields.LineField(blank=True, max_length=120)),
                ('delegation', programme.fields.LineField(blank=True, max_length=300)),
                ('why', programme.fields.LineField(blank=True, max_length=300)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='budgets.call')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['recorded_at', 'id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'contingent']), _negated=True), models.Q(('authority', ''), _negated=True), _connector='OR'), name='call_decided_by_an_authority', violation_error_message='Say on whose authority.'), models.UniqueConstraint(fields=('call', 'state'), name='call_takes_a_step_once')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalReserve',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('reference', models.CharField(editable=False, max_length=12)),
                ('number', models.PositiveIntegerField(editable=False)),
                ('owner', programme.fields.LineField(blank=True, help_text='Job title, for example Director of Corporate Services', max_length=120)),
                ('workstream', programme.fields.LineField(blank=True, max_length=120)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('title', programme.fields.LineField(max_length=300, verbose_name='reserve')),
                ('opening', programme.fields.PenceField(verbose_name='opening forecast')),
                ('forecast_on', programme.fields.DayField(verbose_name='forecast for')),
                ('printed_balance', programme.fields.PenceField(blank=True, null=True, verbose_name='balance printed in a document')),
                ('printed_in', programme.fields.LineField(blank=True, max_length=300, verbose_name='document that prints it')),
                ('comment', programme.fields.WordsField(blank=True, max_length=5000)),
                ('state', models.CharField(choices=[('open', 'Open'), ('closed', 'Closed')], default='open', editable=False, max_length=20)),
                ('approved', programme.fields.PenceField(default=0, editable=False, verbose_name='approved calls')),
                ('contingent', programme.fields.PenceField(default=0, editable=False, verbose_name='contingent calls')),
                ('requested', programme.fields.PenceField(default=0, editable=False, verbose_name='requested calls')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead_partner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.partner')),
                ('owner_user', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.programme')),
                ('updated_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical reserve',
                'verbose_name_plural': 'historical reserves',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', '-history_date', '-history_id'], name='reserve_as_at')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddIndex(
            model_name='reserve',
            index=models.Index(fields=['programme', 'number'], name='reserve_by_number'),
        ),
        migrations.AddConstraint(
            model_name='reserve',
            constraint=models.UniqueConstraint(fields=('programme', 'reference'), name='reserve_reference_once'),
        ),
        migrations.AddConstraint(
            model_name='reserve',
            constraint=models.CheckConstraint(condition=models.Q(('opening__gte', 0)), name='reserve_opening_not_negative', violation_error_message='Enter an opening forecast of 0 or more.'),
        ),
        migrations.AddConstraint(
            model_name='reserve',
            constraint=models.CheckConstraint(condition=models.Q(('approved__gte', 0)), name='reserve_approved_not_negative', violation_error_message='Enter an opening forecast of 0 or more.'),
        ),
        migrations.AddConstraint(
            model_name='reserve',
            constraint=models.CheckConstraint(condition=models.Q(('contingent__gte', 0)), name='reserve_contingent_not_negative', violation_error_message='Enter an opening forecast of 0 or more.'),
        ),
        migrations.AddConstraint(
            model_name='reserve',
            constraint=models.CheckConstraint(condition=models.Q(('requested__gte', 0)), name='reserve_requested_not_negative', violation_error_message='Enter an opening forecast of 0 or more.'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.UniqueConstraint(fields=('reserve', 'number'), name='call_number_once'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='call_above_zero', violation_error_message='Enter a sum above 0.'),
        ),
        *append_only('budgets_call', 'budgets_callstep', 'budgets_historicalreserve'),
        *kept_entries('budgets_reserve'),
    ]
