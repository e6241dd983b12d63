import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import papers.fields
import programme.fields
from programme.append_only import Forbid, append_only


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programme', '0012_kept_where_they_are'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.SlugField()),
                ('title', programme.fields.LineField(max_length=120)),
                ('created_at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='programme.meeting')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='programme.programme')),
            ],
            options={
                'ordering': ['meeting__on', 'title'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalPart',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('key', models.SlugField()),
                ('place', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('text', 'Text'), ('front_sheet', 'Front sheet'), ('recommendations', 'Recommendations')], default='text', max_length=20)),
                ('heading', programme.fields.LineField(max_length=120)),
                ('text', papers.fields.PaperTextField(blank=True, max_length=50000)),
                ('answers', papers.fields.AnswersField(blank=True, default=dict)),
                ('state', models.CharField(choices=[('not_started', 'Not started'), ('in_work', 'In work'), ('done', 'Done')], default='not_started', max_length=12)),
                ('owner', programme.fields.LineField(blank=True, help_text='Job title, for example Director of Corporate Services', max_length=120, verbose_name='who writes it')),
                ('due_on', programme.fields.DayField(blank=True, null=True, verbose_name='written by')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.programme')),
                ('updated_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='papers.paper')),
            ],
            options={
                'verbose_name': 'historical part',
                'verbose_name_plural': 'historical parts',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalPaperRecommendation',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('place', models.PositiveSmallIntegerField(editable=False)),
                ('text', programme.fields.WordsField(help_text='For example, To approve the revised work plan summarised in section 4', max_length=2000, verbose_name='what is recommended')),
                ('acts', programme.fields.LineField(blank=True, help_text='Job title, for example Director', max_length=200, verbose_name='who acts')),
                ('delegation', programme.fields.WordsField(blank=True, help_text='For example, drawing on the reserve up to £85,000, to the Director', max_length=1000, verbose_name='what is delegated, and to whom')),
                ('left_out', models.BooleanField(default=False, editable=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.programme')),
                ('updated_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='papers.paper')),
            ],
            options={
                'verbose_name': 'historical paper recommendation',
                'verbose_name_plural': 'historical paper recommendations',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='PaperRecommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('place', models.PositiveSmallIntegerField(editable=False)),
                ('text', programme.fields.WordsField(help_text='For example, To approve the revised work plan summarised in section 4', max_length=2000, verbose_name='what is recommended')),
                ('acts', programme.fields.LineField(blank=True, help_text='Job title, for example Director', max_length=200, verbose_name='who acts')),
                ('delegation', programme.fields.WordsField(blank=True, help_text='For example, drawing on the reserve up to £85,000, to the Director', max_length=1000, verbose_name='what is delegated, and to whom')),
                ('left_out', models.BooleanField(default=False, editable=False)),
                ('paper', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='papers.paper')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programme')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['paper', 'place', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('key', models.SlugField()),
                ('place', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('text', 'Text'), ('front_sheet', 'Front sheet'), ('recommendations', 'Recommendations')], default='text', max_length=20)),
                ('heading', programme.fields.LineField(max_length=120)),
                ('text', papers.fields.PaperTextField(blank=True, max_length=50000)),
                ('answers', papers.fields.AnswersField(blank=True, default=dict)),
                ('state', models.CharField(choices=[('not_started', 'Not started'), ('in_work', 'In work'), ('done', 'Done')], default='not_started', max_length=12)),
                ('owner', programme.fields.LineField(blank=True, help_text='Job title, for example Director of Corporate Services', max_length=120, verbose_name='who writes it')),
                ('due_on', programme.fields.DayField(blank=True, null=True, verbose_name='written by')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='papers.paper')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programme')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['paper', 'place', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UnsavedText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('version', models.PositiveIntegerField()),
                ('saved_at', models.DateTimeField()),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unsaved', to='papers.part')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='FrontSheetField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('place', models.PositiveSmallIntegerField(editable=False)),
                ('label', programme.fields.LineField(max_length=200)),
                ('hint', programme.fields.WordsField(blank=True, max_length=500)),
                ('kind', models.CharField(choices=[('line', 'One line'), ('text', 'Text, with paragraphs, bullets and tables'), ('date', 'Date'), ('yes_no', 'Yes or no'), ('ticks', 'One or more of a list')], max_length=10, verbose_name='what is asked for')),
                ('options', programme.fields.WordsField(blank=True, help_text='To choose from, one on each line', max_length=2000, verbose_name='list')),
                ('is_required', models.BooleanField(default=False, verbose_name='it has to be filled in')),
                ('left_out', models.BooleanField(default=False, editable=False)),
                ('body', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='front_sheet', to='programme.body')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programme')),
                ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['body', 'place', 'id'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'ticks'), _negated=True), models.Q(('options', ''), _negated=True), _connector='OR'), name='front_sheet_list_has_choices', violation_error_message='Enter the list to choose from, one choice on each line.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalFrontSheetField',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('updated_by_name', models.CharField(editable=False, max_length=200)),
                ('place', models.PositiveSmallIntegerField(editable=False)),
                ('label', programme.fields.LineField(max_length=200)),
                ('hint', programme.fields.WordsField(blank=True, max_length=500)),
                ('kind', models.CharField(choices=[('line', 'One line'), ('text', 'Text, with paragraphs, bullets and tables'), ('date', 'Date'), ('yes_no', 'Yes or no'), ('ticks', 'One or more of a list')], max_length=10, verbose_name='what is asked for')),
                ('options', programme.fields.WordsField(blank=True, help_text='To choose from, one on each line', max_length=2000, verbose_name='list')),
                ('is_required', models.BooleanField(default=False, verbose_name='it has to be filled in')),
                ('left_out', models.BooleanField(default=False, editable=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('body', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.body')),
                ('history_user', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programme.programme')),
                ('updated_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical front sheet field',
                'verbose_name_plural': 'historical front sheet fields',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [models.Index(fields=['id', '-history_date', '-history_id'], name='frontsheetfield_as_at')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.UniqueConstraint(fields=('meeting', 'kind'), name='one_paper_of_a_kind_for_a_meeting'),
        ),
        migrations.AddIndex(
            model_name='historicalpart',
            index=models.Index(fields=['id', '-history_date', '-history_id'], name='part_as_at'),
        ),
        migrations.AddIndex(
            model_name='historicalpaperrecommendation',
            index=models.Index(fields=['id', '-history_date', '-history_id'], name='paperrecommendation_as_at'),
        ),
        migrations.AddConstraint(
            model_name='part',
            constraint=models.UniqueConstraint(fields=('paper', 'key'), name='one_part_of_a_key_in_a_paper'),
        ),
        migrations.AddConstraint(
            model_name='unsavedtext',
            constraint=models.UniqueConstraint(fields=('part', 'person'), name='one_unsaved_text_of_a_person'),
        ),
        *append_only(
            'papers_historicalpart',
            'papers_historicalpaperrecommendation',
            'papers_historicalfrontsheetfield',
        ),
        *[
            Forbid('delete', table)
            for table in (
                'papers_paper',
                'papers_part',
                'papers_paperrecommendation',
                'papers_frontsheetfield',
            )
        ],
        Forbid(
            'update',
            'papers_paper',
            'OLD.programme_id <> NEW.programme_id OR OLD.meeting_id <> NEW.meeting_id OR OLD.kind <> NEW.kind',
        ),
    ]
