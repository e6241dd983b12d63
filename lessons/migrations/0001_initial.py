import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import programme.fields
from programme.append_only import append_only, kept_entries


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programme', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalLesson',
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
                ('title', programme.fields.LineField(max_length=300, verbose_name='lesson')),
                ('stage', programme.fields.LineField(max_length=60)),
                ('kind', models.CharField(choices=[('well', 'Went well'), ('improve', 'To improve')], max_length=10, verbose_name='kind of lesson')),
                ('happened', programme.fields.WordsField(blank=True, max_length=5000, verbose_name='what happened')),
                ('cause', programme.fields.WordsField(blank=True, max_length=5000)),
                ('effect', programme.fields.WordsField(blank=True, max_length=5000)),
                ('recommendation', programme.fields.WordsField(blank=True, max_length=5000)),
                ('applies_to', models.CharField(blank=True, choices=[('this', 'This programme and its follow-on work'), ('others', 'Other programmes and projects'), ('both', 'This programme and others')], max_length=10)),
                ('adopter', programme.fields.LineField(blank=True, max_length=120, verbose_name='who should adopt it')),
                ('state', models.CharField(choices=[('recorded', 'Recorded'), ('proposed', 'Proposed for adoption'), ('adopted', 'Adopted'), ('not_adopted', 'Not adopted')], default='recorded', editable=False, max_length=20)),
                ('decided_by', programme.fields.LineField(blank=True, editable=False, max_length=120, verbose_name='decided by')),
                ('decided_on', programme.fields.DayField(editable=False, null=True, verbose_name='decided on')),
                ('adopted_into', programme.fields.LineField(blank=True, editable=False, max_length=300, verbose_name='adopted into')),
                ('why_not', programme.fields.WordsField(blank=True, editable=False, max_length=2000, verbose_name='why it was not adopted')),
                ('programme', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.programme')),
                ('owner_user', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead_partner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.partner')),
                ('updated_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical lesson',
                'verbose_name_plural': 'historical lessons',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', '-history_date', '-history_id'], name='lesson_as_at')],
                'constraints': [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programme')),
                ('reference', models.CharField(editable=False, max_length=12)),
                ('number', models.PositiveIntegerField(editable=False)),
                ('owner', programme.fields.LineField(blank=True, help_text='Job title, for example Director of Corporate Services', max_length=120)),
                ('owner_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lead_partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.partner')),
                ('workstream', programme.fields.LineField(blank=True, max_length=120)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('title', programme.fields.LineField(max_length=300, verbose_name='lesson')),
                ('stage', programme.fields.LineField(max_length=60)),
                ('kind', models.CharField(choices=[('well', 'Went well'), ('improve', 'To improve')], max_length=10, verbose_name='kind of lesson')),
                ('happened', programme.fields.WordsField(blank=True, max_length=5000, verbose_name='what happened')),
                ('cause', programme.fields.WordsField(blank=True, max_length=5000)),
                ('effect', programme.fields.WordsField(blank=True, max_length=5000)),
                ('recommendation', programme.fields.WordsField(blank=True, max_length=5000)),
                ('applies_to', models.CharField(blank=True, choices=[('this', 'This programme and its follow-on work'), ('others', 'Other programmes and projects'), ('both', 'This programme and others')], max_length=10)),
                ('adopter', programme.fields.LineField(blank=True, max_length=120, verbose_name='who should adopt it')),
                ('state', models.CharField(choices=[('recorded', 'Recorded'), ('proposed', 'Proposed for adoption'), ('adopted', 'Adopted'), ('not_adopted', 'Not adopted')], default='recorded', editable=False, max_length=20)),
                ('decided_by', programme.fields.LineField(blank=True, editable=False, max_length=120, verbose_name='decided by')),
                ('decided_on', programme.fields.DayField(editable=False, null=True, verbose_name='decided on')),
                ('adopted_into', programme.fields.LineField(blank=True, editable=False, max_length=300, verbose_name='adopted into')),
                ('why_not', programme.fields.WordsField(blank=True, editable=False, max_length=2000, verbose_name='why it was not adopted')),
            ],
            options={
                'ordering': ['programme', 'number'],
                'abstract': False,
                'indexes': [models.Index(fields=['programme', 'number'], name='lesson_by_number'), models.Index(fields=['programme', 'state'], name='lesson_by_state'), models.Index(fields=['programme', 'stage'], name='lesson_by_stage')],
                'constraints': [models.UniqueConstraint(fields=('programme', 'reference'), name='lesson_reference_once'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('recorded', 'proposed')), ('adopted_into', ''), ('decided_by', ''), ('decided_on', None), ('why_not', '')), models.Q(('state', 'adopted'), ('why_not', ''), models.Q(('decided_by', ''), _negated=True), ('decided_on__isnull', False), models.Q(('adopted_into', ''), _negated=True)), models.Q(('adopted_into', ''), ('state', 'not_adopted'), models.Q(('decided_by', ''), _negated=True), ('decided_on__isnull', False), models.Q(('why_not', ''), _negated=True)), _connector='OR'), name='lesson_decided_by_whom_when_and_how'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'proposed'), _negated=True), models.Q(('adopter', ''), _negated=True), _connector='OR'), name='lesson_proposed_to_somebody')],
            },
        ),
        *append_only(
            'lessons_historicallesson',
        ),
        *kept_entries('lessons_lesson'),
    ]
