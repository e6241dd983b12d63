import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import programme.fields
from programme.append_only import Forbid, append_only


class Migration(migrations.Migration):

    dependencies = [
        ('papers', '0014_words_of_the_other_language'),
        ('programme', '0021_calendar_addresses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalpaper',
            name='exclusion',
            field=programme.fields.WordsField(blank=True, help_text='For example, That the public be excluded during appendix B, under paragraph 3', max_length=1000, verbose_name='resolution to exclude the public'),
        ),
        migrations.AddField(
            model_name='historicalpaper',
            name='exclusion_minute',
            field=programme.fields.LineField(blank=True, help_text='For example, Minute 12', max_length=60, verbose_name='minute'),
        ),
        migrations.AddField(
            model_name='paper',
            name='exclusion',
            field=programme.fields.WordsField(blank=True, help_text='For example, That the public be excluded during appendix B, under paragraph 3', max_length=1000, verbose_name='resolution to exclude the public'),
        ),
        migrations.AddField(
            model_name='paper',
            name='exclusion_minute',
            field=programme.fields.LineField(blank=True, help_text='For example, Minute 12', max_length=60, verbose_name='minute'),
        ),
        migrations.CreateModel(
            name='Exemption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('key', models.SlugField(blank=True, editable=False)),
                ('heading', programme.fields.LineField(editable=False, max_length=200)),
                ('kind', models.CharField(choices=[('exempt', 'Exempt'), ('confidential', 'Confidential')], default='exempt', max_length=12, verbose_name='how it is kept from the public')),
                ('paragraph', models.CharField(blank=True, max_length=5, verbose_name='paragraph relied on')),
                ('why', programme.fields.WordsField(blank=True, help_text='Where the paragraph asks for it, why the public interest in keeping it back outweighs that in disclosing it. Printed in the full edition only.', max_length=2000, verbose_name='why')),
                ('from_members', models.BooleanField(default=False, help_text='Where the law lets them read it but for the terms of a contract that is being negotiated', verbose_name='keep it from other members of the council too')),
                ('review_on', programme.fields.DayField(blank=True, help_text='Exempt information always has a day', null=True, verbose_name='to be reviewed on')),
                ('lifted', models.BooleanField(default=False, editable=False)),
                ('paper', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='exemptions', to='papers.paper')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programme')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['paper', 'id'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('paper', 'key'), name='one_exemption_of_a_part'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'exempt'), models.Q(('paragraph', ''), _negated=True)), models.Q(('kind', 'confidential'), ('paragraph', '')), _connector='OR'), name='exempt_under_a_paragraph', violation_error_message='Choose the paragraph where it is exempt, and none where it is confidential.')],
            },
        ),
        migrations.CreateModel(
            name='FullReader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readers', to='papers.paper')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programme')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['recorded_at', 'id'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('paper', 'person'), name='let_in_once_by_name', violation_error_message='This person is let in already.'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='reader_ended_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalExemption',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('key', models.SlugField(blank=True, editable=False)),
                ('heading', programme.fields.LineField(editable=False, max_length=200)),
                ('kind', models.CharField(choices=[('exempt', 'Exempt'), ('confidential', 'Confidential')], default='exempt', max_length=12, verbose_name='how it is kept from the public')),
                ('paragraph', models.CharField(blank=True, max_length=5, verbose_name='paragraph relied on')),
                ('why', programme.fields.WordsField(blank=True, help_text='Where the paragraph asks for it, why the public interest in keeping it back outweighs that in disclosing it. Printed in the full edition only.', max_length=2000, verbose_name='why')),
                ('from_members', models.BooleanField(default=False, help_text='Where the law lets them read it but for the terms of a contract that is being negotiated', verbose_name='keep it from other members of the council too')),
                ('review_on', programme.fields.DayField(blank=True, help_text='Exempt information always has a day', null=True, verbose_name='to be reviewed on')),
                ('lifted', models.BooleanField(default=False, editable=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='papers.paper')),
                ('programme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.programme')),
                ('updated_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical exemption',
                'verbose_name_plural': 'historical exemptions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', '-history_date', '-history_id'], name='exemption_as_at')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        *append_only('papers_historicalexemption'),
        *(Forbid('delete', f'papers_{table}') for table in ('exemption', 'fullreader')),
        Forbid(
            'update',
            'papers_exemption',
            'OLD.programme_id <> NEW.programme_id OR OLD.paper_id <> NEW.paper_id OR OLD.key <> NEW.key',
        ),
        # Who was let in stays so until that is ended, once.
        Forbid(
            'update',
            'papers_fullreader',
            'OLD.ended_at IS NOT NULL OR OLD.paper_id <> NEW.paper_id OR OLD.person_id <> NEW.person_id'
            ' OR OLD.recorded_at <> NEW.recorded_at',
        ),
        # SQLite built the tables anew, and lost their triggers.
        *append_only('papers_historicalpaper'),
        Forbid('delete', 'papers_paper'),
        Forbid(
            'update',
            'papers_paper',
            'OLD.programme_id <> NEW.programme_id OR OLD.meeting_id <> NEW.meeting_id OR OLD.kind <> NEW.kind',
        ),
    ]
