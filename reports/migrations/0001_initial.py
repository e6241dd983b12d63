import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import programme.fields
from programme.append_only import Forbid, append_only
from reports.frozen import keep_what_was_published

KEPT = ('id', 'programme_id', 'section', 'figure', 'label', 'kind', 'printed', 'document', 'recorded_at', 'recorded_by_id')
CHANGES = 'OLD.ended_at IS NOT NULL OR ' + ' OR '.join(f'NEW.{name} IS DISTINCT FROM OLD.{name}' for name in KEPT)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programme', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportDefinition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_definitions', to='programme.programme')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_definitions', to='programme.body')),
                ('kind', models.SlugField(choices=[('programme-management', 'Programme management report'), ('risk', 'Risk report'), ('finance', 'Finance report'), ('progress', 'Progress report'), ('recommendations', 'Recommendation response table')], default='programme-management')),
                ('title', programme.fields.LineField(help_text='As it is printed on the first page', max_length=120)),
                ('sections', models.JSONField(default=list)),
                ('lead_days', models.PositiveSmallIntegerField(default=5)),
                ('created_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('updated_at', models.DateTimeField(editable=False, null=True)),
                ('updated_by_name', models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                'ordering': ['body__name', 'title'],
                'constraints': [models.UniqueConstraint(fields=('body', 'kind'), name='one_definition_of_a_kind_for_a_body'), models.CheckConstraint(condition=models.Q(('lead_days__lte', 60)), name='definition_lead_at_most_sixty_days')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('definition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='reports.reportdefinition')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='programme.meeting')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('due', 'Due'), ('drafting', 'Being drawn up'), ('draft', 'Draft'), ('failed', 'Failed'), ('published', 'Published'), ('superseded', 'Superseded')], default='due', max_length=12)),
                ('position_at', models.DateTimeField(verbose_name='position as at')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='reports.report')),
                ('reason', programme.fields.WordsField(blank=True, max_length=2000, verbose_name='reason for this version')),
                ('created_at', models.DateTimeField()),
                ('claim', models.UUIDField(null=True)),
                ('lease_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('progress', models.PositiveSmallIntegerField(default=0)),
                ('progress_words', models.CharField(blank=True, max_length=120)),
                ('error', models.TextField(blank=True)),
                ('explanations', models.JSONField(blank=True, default=dict)),
                ('content', models.JSONField(null=True)),
                ('pdf_name', models.CharField(blank=True, max_length=120)),
                ('pdf_sha256', models.CharField(blank=True, max_length=64)),
                ('pdf_bytes', models.PositiveIntegerField(null=True)),
                ('pdf_pages', models.PositiveIntegerField(null=True)),
                ('drawn_at', models.DateTimeField(null=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by_name', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['-meeting__on', 'definition', '-version'],
                'indexes': [models.Index(fields=['state', 'lease_until'], name='report_to_draw')],
                'constraints': [models.UniqueConstraint(fields=('definition', 'meeting', 'version'), name='one_report_of_a_version'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('definition', 'meeting'), name='one_published_version'), models.UniqueConstraint(condition=models.Q(('state__in', ('due', 'drafting', 'draft', 'failed'))), fields=('definition', 'meeting'), name='one_version_in_the_making'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['draft', 'published', 'superseded']), _negated=True), models.Q(('content__isnull', False), ('drawn_at__isnull', False), ('pdf_bytes__isnull', False), models.Q(('pdf_sha256', ''), _negated=True)), _connector='OR'), name='drawn_report_has_rows_and_file'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state__in', ('published', 'superseded')), models.Q(('published_by_name', ''), _negated=True)), models.Q(('published_at', None), ('published_by', None), ('published_by_name', ''), ('state__in', ('due', 'drafting', 'draft', 'failed'))), _connector='OR'), name='report_published_when_and_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='PrintedFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='printed_figures', to='programme.programme')),
                ('section', models.SlugField()),
                ('figure', models.CharField(max_length=80)),
                ('label', programme.fields.LineField(max_length=120, verbose_name='what it is')),
                ('kind', models.CharField(choices=[('money', 'Money'), ('number', 'Number'), ('text', 'Words')], default='number', max_length=10)),
                ('printed', programme.fields.LineField(max_length=120)),
                ('document', programme.fields.LineField(max_length=200, verbose_name='where it stands')),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['section', 'figure', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('programme', 'section', 'figure', 'document'), name='figure_printed_once_in_a_document', violation_error_message="This document's figure is recorded already. Withdraw that one first."), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='printed_figure_ended_by_somebody')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Appearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appearances', to='reports.report')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.programme')),
                ('log', models.CharField(max_length=40)),
                ('reference', models.CharField(max_length=12)),
            ],
            options={
                'indexes': [models.Index(fields=['programme', 'log', 'reference'], name='appearance_of_a_row')],
                'constraints': [models.UniqueConstraint(fields=('report', 'log', 'reference'), name='appears_once_in_a_report')],
            },
        ),
        *keep_what_was_published(),
        *append_only('reports_appearance'),
        Forbid(
            'update',
            'reports_printedfigure',
            when=CHANGES,
            message='reports_printedfigure: a printed figure is kept; it can be ended once',
        ),
        Forbid('delete', 'reports_printedfigure'),
    ]
