import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import programme.date_phrases
import programme.fields
from programme.append_only import Forbid, append_only, kept_entries


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programme', '0001_programmes_people_and_audit'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Milestone',
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
                ('title', programme.fields.LineField(max_length=300, verbose_name='milestone')),
                ('due', programme.fields.LineField(blank=True, max_length=120, validators=[programme.date_phrases.check], verbose_name='due')),
                ('due_earliest', programme.fields.DayField(editable=False, null=True, verbose_name='earliest day due')),
                ('due_latest', programme.fields.DayField(editable=False, null=True, verbose_name='latest day due')),
                ('baseline', programme.fields.LineField(blank=True, editable=False, max_length=120, validators=[programme.date_phrases.check], verbose_name='first due')),
                ('baseline_earliest', programme.fields.DayField(editable=False, null=True, verbose_name='earliest day first due')),
                ('baseline_latest', programme.fields.DayField(editable=False, null=True, verbose_name='latest day first due')),
                ('forecast', programme.fields.LineField(blank=True, max_length=120, validators=[programme.date_phrases.check], verbose_name='forecast')),
                ('forecast_earliest', programme.fields.DayField(editable=False, null=True, verbose_name='earliest day forecast')),
                ('forecast_latest', programme.fields.DayField(editable=False, null=True, verbose_name='latest day forecast')),
                ('comment', programme.fields.WordsField(blank=True, max_length=5000)),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('in_progress', 'In progress'), ('complete', 'Complete'), ('withdrawn', 'Withdrawn')], default='planned', editable=False, max_length=20)),
                ('ongoing', models.BooleanField(default=False, editable=False, verbose_name='noted as ongoing')),
                ('delivered_on', programme.fields.DayField(editable=False, null=True, verbose_name='finally delivered')),
                ('extensions', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='times re-dated')),
                ('roll_overs', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='times rolled over')),
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
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('delivered_on', programme.fields.DayField(verbose_name='delivered on')),
                ('to_body', programme.fields.LineField(blank=True, max_length=120, verbose_name='to which body')),
                ('outcome', programme.fields.WordsField(blank=True, max_length=2000)),
                ('is_final', models.BooleanField(default=False, verbose_name='final delivery')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='milestones.milestone')),
            ],
            options={
                'ordering': ['recorded_at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', programme.fields.LineField(max_length=60, verbose_name='name')),
                ('starts_on', programme.fields.DayField(verbose_name='first day')),
                ('ends_on', programme.fields.DayField(verbose_name='last day')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('closed_at', models.DateTimeField(editable=False, null=True)),
                ('closed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programme')),
            ],
            options={
                'ordering': ['starts_on'],
            },
        ),
        migrations.AddField(
            model_name='milestone',
            name='period',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='milestones.period', verbose_name='reporting period'),
        ),
        migrations.CreateModel(
            name='HistoricalMilestone',
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
                ('title', programme.fields.LineField(max_length=300, verbose_name='milestone')),
                ('due', programme.fields.LineField(blank=True, max_length=120, validators=[programme.date_phrases.check], verbose_name='due')),
                ('due_earliest', programme.fields.DayField(editable=False, null=True, verbose_name='earliest day due')),
                ('due_latest', programme.fields.DayField(editable=False, null=True, verbose_name='latest day due')),
                ('baseline', programme.fields.LineField(blank=True, editable=False, max_length=120, validators=[programme.date_phrases.check], verbose_name='first due')),
                ('baseline_earliest', programme.fields.DayField(editable=False, null=True, verbose_name='earliest day first due')),
                ('baseline_latest', programme.fields.DayField(editable=False, null=True, verbose_name='latest day first due')),
                ('forecast', programme.fields.LineField(blank=True, max_length=120, validators=[programme.date_phrases.check], verbose_name='forecast')),
                ('forecast_earliest', programme.fields.DayField(editable=False, null=True, verbose_name='earliest day forecast')),
                ('forecast_latest', programme.fields.DayField(editable=False, null=True, verbose_name='latest day forecast')),
                ('comment', programme.fields.WordsField(blank=True, max_length=5000)),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('in_progress', 'In progress'), ('complete', 'Complete'), ('withdrawn', 'Withdrawn')], default='planned', editable=False, max_length=20)),
                ('ongoing', models.BooleanField(default=False, editable=False, verbose_name='noted as ongoing')),
                ('delivered_on', programme.fields.DayField(editable=False, null=True, verbose_name='finally delivered')),
                ('extensions', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='times re-dated')),
                ('roll_overs', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='times rolled over')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead_partner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.partner')),
                ('owner_user', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.programme')),
                ('updated_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('period', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='milestones.period', verbose_name='reporting period')),
            ],
            options={
                'verbose_name': 'historical milestone',
                'verbose_name_plural': 'historical milestones',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='RollOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('why', programme.fields.WordsField(blank=True, max_length=2000)),
                ('from_period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='milestones.period')),
                ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roll_over_rows', to='milestones.milestone')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to_period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='milestones.period')),
            ],
            options={
                'ordering': ['recorded_at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HistoricalPeriod',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('label', programme.fields.LineField(max_length=60, verbose_name='name')),
                ('starts_on', programme.fields.DayField(verbose_name='first day')),
                ('ends_on', programme.fields.DayField(verbose_name='last day')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('closed_at', models.DateTimeField(editable=False, null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('closed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.programme')),
            ],
            options={
                'verbose_name': 'historical period',
                'verbose_name_plural': 'historical periods',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', '-history_date', '-history_id'], name='period_as_at')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='DueDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('due', programme.fields.LineField(max_length=120, validators=[programme.date_phrases.check])),
                ('earliest', programme.fields.DayField(editable=False, null=True, verbose_name='earliest day')),
                ('latest', programme.fields.DayField(editable=False, null=True, verbose_name='latest day')),
                ('why', programme.fields.WordsField(blank=True, max_length=2000)),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='due_dates', to='milestones.milestone')),
            ],
            options={
                'ordering': ['recorded_at', 'id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('earliest', None), ('latest', None)), models.Q(('earliest__isnull', False), ('latest__gte', models.F('earliest')), ('latest__isnull', False)), _connector='OR'), name='due_date_edges')],
            },
        ),
        migrations.CreateModel(
            name='Dependency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('ended_at', models.DateTimeField(editable=False, null=True)),
                ('ended_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dependencies', to='milestones.milestone')),
                ('needs', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dependants', to='milestones.milestone')),
            ],
            options={
                'ordering': ['recorded_at', 'id'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('milestone', 'needs'), name='dependency_stands_once'), models.CheckConstraint(condition=models.Q(('milestone', models.F('needs')), _negated=True), name='dependency_on_another'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='dependency_ended_by_somebody')],
            },
        ),
        migrations.AddConstraint(
            model_name='period',
            constraint=models.UniqueConstraint(fields=('programme', 'label'), name='period_label_once'),
        ),
        migrations.AddConstraint(
            model_name='period',
            constraint=models.UniqueConstraint(fields=('programme', 'starts_on'), name='period_start_once'),
        ),
        migrations.AddConstraint(
            model_name='period',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__lte', models.F('ends_on'))), name='period_starts_before_it_ends'),
        ),
        migrations.AddIndex(
            model_name='milestone',
            index=models.Index(fields=['programme', 'number'], name='milestone_by_number'),
        ),
        migrations.AddIndex(
            model_name='milestone',
            index=models.Index(fields=['programme', 'state', 'due_latest'], name='milestone_by_due_date'),
        ),
        migrations.AddIndex(
            model_name='milestone',
            index=models.Index(fields=['programme', 'period'], name='milestone_by_period'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.UniqueConstraint(fields=('programme', 'reference'), name='milestone_reference_once'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_earliest', None), ('due_latest', None)), models.Q(('due_earliest__isnull', False), ('due_latest__gte', models.F('due_earliest')), ('due_latest__isnull', False), models.Q(('due', ''), _negated=True)), _connector='OR'), name='milestone_due_edges'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('baseline_earliest', None), ('baseline_latest', None)), models.Q(('baseline_earliest__isnull', False), ('baseline_latest__gte', models.F('baseline_earliest')), ('baseline_latest__isnull', False), models.Q(('baseline', ''), _negated=True)), _connector='OR'), name='milestone_baseline_edges'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('forecast_earliest', None), ('forecast_latest', None)), models.Q(('forecast_earliest__isnull', False), ('forecast_latest__gte', models.F('forecast_earliest')), ('forecast_latest__isnull', False), models.Q(('forecast', ''), _negated=True)), _connector='OR'), name='milestone_forecast_edges'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'complete'), models.Q(('delivered_on', None), ('ongoing', False)), _connector='OR'), name='milestone_delivered_or_ongoing_when_complete'),
        ),
        migrations.AddIndex(
            model_name='historicalmilestone',
            index=models.Index(fields=['id', '-history_date', '-history_id'], name='milestone_as_at'),
        ),
        *append_only(
            'milestones_duedate',
            'milestones_delivery',
            'milestones_rollover',
            'milestones_historicalmilestone',
            'milestones_historicalperiod',
        ),
        *kept_entries('milestones_milestone'),
        Forbid('DELETE', 'milestones_dependency'),
        Forbid('UPDATE', 'milestones_dependency', when='OLD.ended_at IS NOT NULL'),
    ]
