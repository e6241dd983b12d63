import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import programme.fields
import workstreams.models
from programme.append_only import append_only, kept_entries


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programme', '0001_programmes_people_and_audit'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Workstream',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(editable=False, max_length=12)),
                ('number', models.PositiveIntegerField(editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('title', programme.fields.LineField(max_length=120, verbose_name='workstream')),
                ('purpose', programme.fields.WordsField(blank=True, max_length=5000)),
                ('owner', programme.fields.LineField(blank=True, help_text='Job title, for example Head of Legal Services', max_length=120, verbose_name='lead')),
                ('note', programme.fields.WordsField(blank=True, max_length=2000, verbose_name='note to the reader')),
                ('progress', programme.fields.LineField(blank=True, editable=False, max_length=30)),
                ('position_on', programme.fields.DayField(editable=False, null=True, verbose_name='position as at')),
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
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('as_at', programme.fields.DayField(verbose_name='position as at')),
                ('text', programme.fields.WordsField(blank=True, max_length=5000, verbose_name='current position')),
                ('progress', programme.fields.LineField(max_length=30)),
                ('source', programme.fields.LineField(blank=True, max_length=120, verbose_name='paper that says so')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workstream', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='workstreams.workstream')),
            ],
            options={
                'ordering': ['recorded_at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HistoricalFollowOnAction',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('reference', models.CharField(editable=False, max_length=12)),
                ('number', models.PositiveIntegerField(editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('title', programme.fields.LineField(max_length=300, verbose_name='follow-on action')),
                ('detail', programme.fields.WordsField(blank=True, max_length=2000, verbose_name='detail')),
                ('owner', programme.fields.LineField(blank=True, help_text='Job title, for example Executive Director', max_length=120, verbose_name='new owner')),
                ('plan', programme.fields.LineField(blank=True, max_length=200, verbose_name='plan that it moved into')),
                ('monitoring_body', programme.fields.LineField(blank=True, max_length=120)),
                ('due_on', programme.fields.DayField(blank=True, null=True, verbose_name='due')),
                ('source', programme.fields.LineField(blank=True, max_length=120, verbose_name='paper that names it')),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('accepted', 'Accepted'), ('done', 'Done'), ('withdrawn', 'Withdrawn')], default='proposed', editable=False, max_length=20)),
                ('accepted_at', models.DateTimeField(editable=False, null=True, verbose_name='accepted on')),
                ('accepted_by_name', programme.fields.LineField(blank=True, editable=False, max_length=200, verbose_name='acceptance recorded by')),
                ('outcome', programme.fields.WordsField(blank=True, editable=False, max_length=2000, verbose_name='what was done')),
                ('done_on', programme.fields.DayField(editable=False, null=True, verbose_name='done')),
                ('withdrawn_because', programme.fields.WordsField(blank=True, editable=False, max_length=2000)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('accepted_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='acceptance recorded by')),
                ('history_user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead_partner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.partner')),
                ('owner_user', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.programme')),
                ('updated_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workstream', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workstreams.workstream')),
            ],
            options={
                'verbose_name': 'historical follow on action',
                'verbose_name_plural': 'historical follow on actions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='FollowOnAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(editable=False, max_length=12)),
                ('number', models.PositiveIntegerField(editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('title', programme.fields.LineField(max_length=300, verbose_name='follow-on action')),
                ('detail', programme.fields.WordsField(blank=True, max_length=2000, verbose_name='detail')),
                ('owner', programme.fields.LineField(blank=True, help_text='Job title, for example Executive Director', max_length=120, verbose_name='new owner')),
                ('plan', programme.fields.LineField(blank=True, max_length=200, verbose_name='plan that it moved into')),
                ('monitoring_body', programme.fields.LineField(blank=True, max_length=120)),
                ('due_on', programme.fields.DayField(blank=True, null=True, verbose_name='due')),
                ('source', programme.fields.LineField(blank=True, max_length=120, verbose_name='paper that names it')),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('accepted', 'Accepted'), ('done', 'Done'), ('withdrawn', 'Withdrawn')], default='proposed', editable=False, max_length=20)),
                ('accepted_at', models.DateTimeField(editable=False, null=True, verbose_name='accepted on')),
                ('accepted_by_name', programme.fields.LineField(blank=True, editable=False, max_length=200, verbose_name='acceptance recorded by')),
                ('outcome', programme.fields.WordsField(blank=True, editable=False, max_length=2000, verbose_name='what was done')),
                ('done_on', programme.fields.DayField(editable=False, null=True, verbose_name='done')),
                ('withdrawn_because', programme.fields.WordsField(blank=True, editable=False, max_length=2000)),
                ('accepted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='acceptance recorded by')),
                ('lead_partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.partner')),
                ('owner_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programme')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workstream', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_on_actions', to='workstreams.workstream')),
            ],
            options={
                'ordering': ['programme', 'number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HistoricalWorkstream',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('reference', models.CharField(editable=False, max_length=12)),
                ('number', models.PositiveIntegerField(editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('title', programme.fields.LineField(max_length=120, verbose_name='workstream')),
                ('purpose', programme.fields.WordsField(blank=True, max_length=5000)),
                ('owner', programme.fields.LineField(blank=True, help_text='Job title, for example Head of Legal Services', max_length=120, verbose_name='lead')),
                ('note', programme.fields.WordsField(blank=True, max_length=2000, verbose_name='note to the reader')),
                ('progress', programme.fields.LineField(blank=True, editable=False, max_length=30)),
                ('position_on', programme.fields.DayField(editable=False, null=True, verbose_name='position as at')),
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
                'verbose_name': 'historical workstream',
                'verbose_name_plural': 'historical workstreams',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', '-history_date', '-history_id'], name='workstream_as_at')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ProgressScale',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('applies_from', programme.fields.DayField()),
                ('words', models.JSONField(validators=[workstreams.models.check_words], verbose_name='words for progress')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programme')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['recorded_at', 'id'],
                'abstract': False,
                'indexes': [models.Index(fields=['programme', 'applies_from'], name='progress_scale_by_day')],
            },
        ),
        migrations.AddIndex(
            model_name='workstream',
            index=models.Index(fields=['programme', 'number'], name='workstream_by_number'),
        ),
        migrations.AddIndex(
            model_name='workstream',
            index=models.Index(fields=['programme', 'progress'], name='workstream_by_progress'),
        ),
        migrations.AddConstraint(
            model_name='workstream',
            constraint=models.UniqueConstraint(fields=('programme', 'reference'), name='workstream_reference_once'),
        ),
        migrations.AddConstraint(
            model_name='workstream',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('position_on', None), ('progress', '')), models.Q(models.Q(('progress', ''), _negated=True), ('position_on__isnull', False)), _connector='OR'), name='workstream_progress_as_at_a_day'),
        ),
        migrations.AddIndex(
            model_name='position',
            index=models.Index(fields=['workstream', 'as_at', 'recorded_at'], name='workstream_position_in_order'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.CheckConstraint(condition=models.Q(('progress', ''), _negated=True), name='position_judges_progress'),
        ),
        migrations.AddIndex(
            model_name='historicalfollowonaction',
            index=models.Index(fields=['id', '-history_date', '-history_id'], name='followonaction_as_at'),
        ),
        migrations.AddIndex(
            model_name='followonaction',
            index=models.Index(fields=['programme', 'number'], name='follow_on_by_number'),
        ),
        migrations.AddIndex(
            model_name='followonaction',
            index=models.Index(fields=['programme', 'state', 'due_on'], name='follow_on_by_state'),
        ),
        migrations.AddConstraint(
            model_name='followonaction',
            constraint=models.UniqueConstraint(fields=('programme', 'reference'), name='follow_on_reference_once'),
        ),
        migrations.AddConstraint(
            model_name='followonaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at', None), ('accepted_by', None), ('accepted_by_name', '')), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False), models.Q(('accepted_by_name', ''), _negated=True), models.Q(('owner', ''), _negated=True), models.Q(('plan', ''), _negated=True), models.Q(('monitoring_body', ''), _negated=True)), _connector='OR'), name='follow_on_accepted_by_somebody_into_a_plan'),
        ),
        migrations.AddConstraint(
            model_name='followonaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at', None), ('state', 'proposed')), models.Q(('accepted_at__isnull', False), ('state__in', ['accepted', 'done'])), ('state', 'withdrawn'), _connector='OR'), name='follow_on_accepted_before_done'),
        ),
        migrations.AddConstraint(
            model_name='followonaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_on__isnull', False), ('state', 'done'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('state', 'done'), _negated=True), ('done_on', None), ('outcome', '')), _connector='OR'), name='follow_on_done_what_and_when'),
        ),
        migrations.AddConstraint(
            model_name='followonaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), models.Q(('withdrawn_because', ''), _negated=True)), models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('withdrawn_because', '')), _connector='OR'), name='follow_on_withdrawn_for_a_reason'),
        ),
        *append_only(
            'workstreams_progressscale',
            'workstreams_position',
            'workstreams_historicalworkstream',
            'workstreams_historicalfollowonaction',
        ),
        *kept_entries('workstreams_workstream', 'workstreams_followonaction'),
    ]
